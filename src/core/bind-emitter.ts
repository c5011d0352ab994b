import { bind } from './bind.js';
import { ThroughlineError } from './throughline-error.js';

type Listener = (...args: unknown[]) => void;
type Register = (event: string | symbol, listener: Listener) => unknown;

/** The part of Node's EventEmitter that is needed. */
export interface EmitterLike {
  on(event: string, listener: (...args: unknown[]) => void): unknown;
  removeListener(event: string, listener: (...args: unknown[]) => void): unknown;
}

const BOUND: unique symbol = Symbol.for('throughline.boundEmitter');
const REGISTER = ['on', 'addListener', 'prependListener'] as const;
const REGISTER_ONCE = { once: 'on', prependOnceListener: 'prependListener' } as const;

type Registrars = Record<(typeof REGISTER)[number] | keyof typeof REGISTER_ONCE, Register>;

/**
 * From now on each listener added to `emitter` is bound to the context in which it is added, as `bind` does;
 * `off`, `once` and `listeners` work with the function that was passed. Binding an emitter twice does nothing more.
 * Returns the emitter. Throws `TL_ERR_INVALID_ARGUMENT` for anything but an event emitter.
 */
export function bindEmitter<E extends EmitterLike>(emitter: E): E {
  if (typeof emitter?.on !== 'function' || typeof emitter.removeListener !== 'function') {
    throw new ThroughlineError('TL_ERR_INVALID_ARGUMENT', 'emitter', 'an event emitter');
  }
  if (BOUND in emitter) return emitter;
  const original = emitter as unknown as Partial<Registrars>;
  const overrides: Partial<Registrars> = {};
  for (const method of REGISTER) {
    const register = original[method];
    if (register === undefined) continue;
    overrides[method] = function (event, listener) {
      return register.call(this, event, standIn(listener, bind(listener)));
    };
  }
  for (const [method, through] of Object.entries(REGISTER_ONCE) as ['once', 'on'][]) {
    const register = original[through];
    if (register === undefined) continue;
    overrides[method] = function (event, listener) {
      const bound = bind(listener);
      const once = (...args: unknown[]): void => {
        emitter.removeListener(event as string, once);
        Reflect.apply(bound, emitter, args);
      };
      return register.call(this, event, standIn(listener, once));
    };
  }
  Object.assign(emitter, overrides);
  Object.defineProperty(emitter, BOUND, { value: true });
  return emitter;
}

/** Node's emitters remove a listener, and list it, by this property of the function that stands in for it. */
function standIn(listener: Listener, replacement: Listener): Listener {
  return Object.assign(replacement, { listener });
}
