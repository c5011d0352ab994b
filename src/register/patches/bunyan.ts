import { patch } from '../../core/patch.js';
import { addMissingFields } from './add-missing-fields.js';

type Emit = (...args: readonly unknown[]) => unknown;

/** The part of bunyan's class `Logger` that is needed. */
export interface BunyanLogger {
  readonly prototype: { _emit: Emit };
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
