import { attempt } from '../../core/attempt.js';
import { isObject, isPlainObject } from '../../core/is-object.js';
import { ThroughlineError } from '../../core/throughline-error.js';
import { inject } from '../../propagation/inject.js';
import { valuesWithoutText } from '../../w3c/baggage-var.js';

/** A message for another thread, with the context in which it is handled there. */
export interface WithContext<M> {
  /**
   * Headers as `inject` writes them, and the values that no header can hold under `VALUES`. A `Map`, which no client can forge in JSON;
   * `extract` and `runJob` take it as the carrier of a message.
   */
  readonly throughline: Map<string, unknown>;
  readonly message: M;
}

/** Where a context has the values that no header can hold: in a Map, by the keys of their variables. */
export const VALUES = 'values';

/**
 * Returns a message for another thread that carries the current request: the ids, the trace, the baggage, and the variables that you
 * marked by `asBaggage`. Post it, and handle it with `inContext` there. A variable is sent as text. If you marked it without `format`, and
 * its value is not a string, the value is cloned with the message. Throws `TL_ERR_NOT_CLONEABLE`, naming the variable, if structured clone
 * refuses such a value, or would make a plain object of an instance of a class.
 *
 *     worker.postMessage(withContext(task));
 *     await pool.run(withContext(task)); // piscina, tinypool
 */
export function withContext<M>(message: M): WithContext<M> {
  const context = inject(new Map<string, unknown>());
  const values = new Map<string, unknown>();
  for (const [key, { variable, value }] of valuesWithoutText()) {
    if (!isCloneable(value)) throw notCloneable(variable.name);
    values.set(key, value);
  }
  if (values.size > 0) context.set(VALUES, values);
  return { throughline: context, message };
}

function isCloneable(value: unknown): boolean {
  const clone: unknown = attempt(() => structuredClone(value));
  if (clone === undefined) return false;
  return !isObject(value) || isPlainObject(value) || classOf(value) === classOf(clone as object);
}

/** By its name, for the clone may be of another realm. */
function classOf(value: object): unknown {
  return (value.constructor as Function | undefined)?.name;
}

function notCloneable(name: string): ThroughlineError {
  return new ThroughlineError(
    'TL_ERR_NOT_CLONEABLE',
    `The variable "${name}" is marked by asBaggage(), but its value cannot be cloned for another thread`,
    'Give asBaggage() a format and a parse, or set plain data',
  );
}
