import type { LogFields } from '../log-context.js';

/**
 * A copy of what the application logs, with fields besides that its own win over: winston writes into the very object, which the
 * application may log again in another request. What has a class keeps it, for formats know errors by theirs.
 */
export function entryWith(fields: LogFields, info: object): object {
  const prototype: unknown = Object.getPrototypeOf(info);
  const isPlain = prototype === Object.prototype || prototype === null;
  return isPlain ? { ...fields, ...info } : withInherited(fields, info);
}

/** What it inherits is asked of the object itself: its getters and methods may read private fields, which no copy has. */
function withInherited(fields: LogFields, info: object): object {
  const copy = Object.assign(Object.create(Object.getPrototypeOf(info) as object) as object, fields, info);
  return new Proxy(copy, {
    get(own, key) {
      if (Object.hasOwn(own, key)) return Reflect.get(own, key) as unknown;
      const inherited: unknown = Reflect.get(info, key);
      return typeof inherited === 'function' && key !== 'constructor' ? inherited.bind(info) : inherited;
    },
  });
}
