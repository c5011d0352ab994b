import { capture, connect, runIn } from './captured-context.js';
import { bindListeners, isEmitter } from '../core/tasks/bind-listeners.js';
import { isObject, isPlainObject } from '../core/is-object.js';
import { patch } from '../core/patch.js';
import { exportOf } from './recognize.js';
import { currentWatch, keepWatch } from './watch.js';

export type Callback = (this: unknown, ...args: unknown[]) => unknown;

/** The same function, but it runs in the context of now: the very one, not a copy, as with a callback of Node's own. */
export function bindCallback(fn: Callback): Callback {
  const captured = capture();
  return function boundCallback(...args) {
    return runIn(captured, () => (new.target ? Reflect.construct(fn, args) : Reflect.apply(fn, this, args)));
  };
}

/** The arguments with the callback bound: the last function among them, but for the first `data` ones. */
export function withBound(args: readonly unknown[], data = 0): unknown[] {
  const at = args.findLastIndex((arg) => typeof arg === 'function');
  return at === -1 || at < data ? [...args] : args.with(at, bindCallback(args[at] as Callback));
}

/** Lets each of these methods run its callback in the context in which it was passed. */
export function bindCallbacks(owner: object, methods: readonly string[], data = 0): void {
  changeCalls(owner, methods, (original, self, args) => Reflect.apply(original, self, withBound(args, data)));
}

/** Lets each listener that is added to an emitter run in the context in which it was added. One that is watched stays as it is. */
export function mendListeners(emitter: unknown): void {
  if (isEmitter(emitter) && currentWatch() === undefined) bindListeners(emitter, bindCallback);
}

/** The same for methods that take a query, which may have the callback itself, and give an emitter: so does each listener of that. */
export function bindQueries(owner: object, methods: readonly string[]): void {
  changeCalls(owner, methods, (original, self, args) => {
    const bound = withBound(args);
    const query = Reflect.apply(original, self, isObject(bound[0]) ? bound.with(0, boundQuery(bound[0])) : bound);
    mendListeners(query);
    return query;
  });
}

/** Where queries that are objects have their callback: those of pg, of mysql and of mysql2. */
const CALLBACKS = ['callback', '_callback', 'onResult'];

/** The query with its callback bound: a copy of a plain object, which its owner may use again. */
function boundQuery(query: object): object {
  const name = CALLBACKS.find((each) => typeof exportOf(query, each) === 'function');
  if (name === undefined) return query;
  if (isPlainObject(query)) return { ...query, [name]: bindCallback(exportOf(query, name) as Callback) };
  patch(query, name, bindCallback);
  return query;
}

/** The same for methods that may open a connection: that serves others, too, and belongs to nobody. */
export function connectOutside(owner: object, methods: readonly string[]): void {
  changeCalls(owner, methods, (original, self, args) => {
    const bound = withBound(args);
    return connect(() => Reflect.apply(original, self, bound));
  });
}

/** Calls `act` with the arguments before each call of these methods. */
export function beforeCalls(owner: object, methods: readonly string[], act: (args: unknown[]) => void): void {
  changeCalls(owner, methods, (original, self, args) => (act(args), Reflect.apply(original, self, args)));
}

/** Calls `change` instead of each of these methods that there is. */
export function changeCalls(
  owner: object,
  methods: readonly string[],
  change: (original: Callback, self: unknown, args: unknown[]) => unknown,
): void {
  for (const name of methods) {
    if (typeof Reflect.get(owner, name) !== 'function') continue;
    patch(owner, name, (original) => {
      return keepWatch(function changed(this: unknown, ...args: unknown[]) {
        return change(original as Callback, this, args);
      });
    });
  }
}
