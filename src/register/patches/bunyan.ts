import { patch } from '../../core/patch.js';
import { addMissingFields } from './add-missing-fields.js';

type Emit = (...args: readonly unknown[]) => unknown;

/** The part of bunyan's class `Logger` that is needed. */
interface BunyanLogger {
  readonly prototype: { _emit: Emit };
}

/** Whether a module is the package bunyan: it exports its class `Logger`. */
export function isBunyan(exported: object): exported is BunyanLogger {
  const { name, createLogger, prototype } = exported as Record<string, unknown>;
  const methods = ['_emit', '_applySerializers', 'addStream'];
  return (
    name === 'Logger' && typeof createLogger === 'function' && methods.every((method) => isMethod(prototype, method))
  );
}

function isMethod(prototype: unknown, name: string): boolean {
  return typeof (prototype as Record<string, unknown> | undefined)?.[name] === 'function';
}

/** Lets all loggers of bunyan write the fields of the context, to streams of every kind. */
export function patchBunyan({ prototype }: BunyanLogger): void {
  patch(prototype, '_emit', (emit) => {
    return function emitWithFields(this: unknown, ...args): unknown {
      addMissingFields(args[0] as object);
      return Reflect.apply(emit, this, args);
    };
  });
}
