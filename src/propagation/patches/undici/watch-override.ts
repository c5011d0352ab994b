import { asAsked } from './asked-context.js';
import { routes } from '../../fields/fields-for.js';
import { patch } from '../../../core/patch.js';

/** The methods that are in place, here and in the classes of undici. */
const watching = new WeakSet<object>();

/** What is put around a `dispatch` here is not to be wrapped again. */
export function watches(dispatch: object): void {
  watching.add(dispatch);
}

/**
 * Sees who asks a dispatcher whose `dispatch` is the application's own, of its class or of the object. It does nothing while
 * there is no route, and stays: to take it away one would have to hold on to classes and objects that come and go.
 */
export function watchOverride(dispatcher: object): void {
  const holder = holderOf(dispatcher);
  const before = holder && Object.getOwnPropertyDescriptor(holder, 'dispatch');
  if (holder === undefined || typeof before?.value !== 'function' || watching.has(before.value as object)) return;
  if (before.writable !== true || before.configurable !== true) return;
  patch(holder, 'dispatch', (original) => {
    function dispatch(this: object, options?: unknown, handler?: unknown, ...rest: unknown[]): unknown {
      const call = (given: unknown): unknown => Reflect.apply(original, this, [given, handler, ...rest]);
      const isWatched = routes.size > 0 && typeof handler === 'object' && handler !== null;
      return isWatched ? asAsked(options, handler, call) : call(options);
    }
    watches(dispatch);
    return dispatch;
  });
}

function holderOf(dispatcher: object): object | undefined {
  for (let at: unknown = dispatcher; typeof at === 'object' && at !== null; at = Object.getPrototypeOf(at)) {
    if (Object.hasOwn(at, 'dispatch')) return at;
  }
  return undefined;
}
