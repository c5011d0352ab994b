import { isJsonObject } from '../loggers/console/is-json-object.js';
import { writeOwnLines } from '../loggers/console/own-lines.js';
import { addMissingFields } from './add-missing-fields.js';

type Method = (...args: readonly unknown[]) => unknown;

/** The part of tslog's class `BaseLogger` that is needed. */
interface BaseLoggerClass {
  readonly prototype: { log: Method; _addMetaToLogObj: Method };
}

/** What a logger of tslog writes: `json`, `pretty` or nothing, `hidden`. */
interface TslogLogger {
  readonly settings: { readonly type: string };
}

/** Whether a class is the `BaseLogger` of tslog 4 or 5. */
export function isTslog(exported: unknown): exported is BaseLoggerClass {
  const { name, prototype } = Object(exported) as { name?: unknown; prototype?: Partial<Record<string, unknown>> };
  const methods = ['log', '_addMetaToLogObj', 'attachTransport'];
  return name === 'BaseLogger' && methods.every((method) => typeof prototype?.[method] === 'function');
}

/** Lets all loggers of tslog have the fields of the context in their records: in JSON, and for transports. */
export function correlateTslog({ prototype }: BaseLoggerClass): void {
  const { log, _addMetaToLogObj: addMeta } = prototype;
  Object.assign(prototype, {
    log(this: TslogLogger, ...args: readonly unknown[]): unknown {
      const write = (): unknown => Reflect.apply(log, this, args);
      return this.settings.type === 'json' ? writeOwnLines(isJsonObject, write) : write(); // on the console, in version 4
    },
    _addMetaToLogObj(this: unknown, ...args: readonly unknown[]): unknown {
      return addMissingFields(Reflect.apply(addMeta, this, args) as object);
    },
  });
}
