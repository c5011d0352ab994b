import { withLogContext } from '../loggers/winston/with-log-context.js';

type Configure = (...args: readonly unknown[]) => unknown;

/** The part of winston's class `Logger` that is needed. */
interface LoggerClass {
  readonly prototype: { configure: Configure; write(...args: never[]): unknown };
}

/** Whether a module is the one of winston 3 that has its class `Logger`. */
export function isWinstonLogger(exported: object): exported is LoggerClass {
  const { name, prototype } = exported as { name?: unknown; prototype?: Record<string, unknown> };
  const methods = ['configure', 'isLevelEnabled', '_addDefaultMeta'];
  return name === 'Logger' && methods.every((method) => typeof prototype?.[method] === 'function');
}

/** Lets all loggers of winston write the fields of the context, the default one too: each configures itself when it is made. */
export function correlateWinston({ prototype }: LoggerClass): void {
  const { configure } = prototype;
  prototype.configure = function configureAndCorrelate(this: LoggerClass['prototype'], ...args): unknown {
    withLogContext(this);
    return Reflect.apply(configure, this, args);
  };
}
