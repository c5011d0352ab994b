import type { EmitterLike } from './bind-emitter.js';

type Listener = (...args: unknown[]) => unknown;
type Event = string | symbol;
type Register = (this: unknown, event: Event, listener: Listener) => unknown;
/** Gives what is to be called in place of a listener; the listener itself where it is to be added as it is. */
type BindListener = (listener: Listener, event: Event, emitter: EmitterLike) => Listener;

/** The methods that add a listener; those that add it once do so through the others. */
const ALWAYS = ['on', 'addListener', 'prependListener'] as const;
const ONCE = ['once', 'prependOnceListener'] as const;

type Method = (typeof ALWAYS)[number] | (typeof ONCE)[number];

/** What an emitter keeps whose listeners are bound: no closure is made over it. See docs/design/005. */
type Bound = { readonly bind: BindListener } & Readonly<Partial<Record<Method, Register>>>;

const BOUND: unique symbol = Symbol.for('throughline.boundEmitter');

/** Its methods by their names alone: they are called with the emitter as their `this`. */
type BoundEmitter = { readonly [BOUND]: Bound } & Partial<Record<Method, Register>>;

/** Whether the listeners of `value` can be bound: it is one of Node's event emitters, and can be changed. */
export function isEmitter(value: unknown): value is EmitterLike {
  const emitter = value as Partial<EmitterLike> | null | undefined;
  return (
    typeof emitter?.on === 'function' && typeof emitter.rawListeners === 'function' && Object.isExtensible(emitter)
  );
}

/** Whether the listeners of `value` are bound already. */
export function isBound(value: unknown): boolean {
  return typeof value === 'object' && value !== null && BOUND in value;
}

/** From now on each listener added to `emitter` is bound by `bind`. Does nothing to an emitter that is bound. */
export function bindListeners(emitter: EmitterLike, bind: BindListener): void {
  if (BOUND in emitter) return;
  const target = emitter as unknown as BoundEmitter;
  const value = {
    bind,
    on: target.on,
    addListener: target.addListener,
    prependListener: target.prependListener,
    once: target.once,
    prependOnceListener: target.prependOnceListener,
  } as Bound;
  Object.defineProperty(emitter, BOUND, { value, configurable: true });
  for (const name of ALWAYS) if (value[name] !== undefined) target[name] = STAND_INS[name];
  for (const name of ONCE) if (value[name] !== undefined) target[name] = STAND_INS[name];
}

/** From now on each listener added to `emitter` is bound by `bind`, and what that gives as it was until now, if it was. */
export function bindListenersFirst(emitter: EmitterLike, bind: BindListener): void {
  const known = (emitter as unknown as Partial<BoundEmitter>)[BOUND];
  if (known === undefined) {
    bindListeners(emitter, bind);
    return;
  }
  const value: Bound = {
    ...known,
    bind: (listener, event, target) => known.bind(bind(listener, event, target), event, target),
  };
  Object.defineProperty(emitter, BOUND, { value, configurable: true });
}

const STAND_INS: Readonly<Record<Method, Register>> = {
  on(event, listener) {
    const own = ownOf(this);
    return add(this, own, own.on, event, listener);
  },
  addListener(event, listener) {
    const own = ownOf(this);
    return add(this, own, own.addListener, event, listener);
  },
  prependListener(event, listener) {
    const own = ownOf(this);
    return add(this, own, own.prependListener, event, listener);
  },
  once(event, listener) {
    return addOnce(this, 'once', 'on', event, listener);
  },
  prependOnceListener(event, listener) {
    return addOnce(this, 'prependOnceListener', 'prependListener', event, listener);
  },
};

function ownOf(emitter: unknown): Bound {
  return (emitter as BoundEmitter)[BOUND];
}

/** Node adds listeners of its own to a connection for each request, so that this must be quick for those that stay as they are. */
function add(emitter: unknown, own: Bound, register: Register | undefined, event: Event, listener: Listener): unknown {
  const bound = own.bind(listener, event, emitter as EmitterLike);
  const isAsItIs = bound === listener || standIns.has(listener);
  return register?.call(emitter, event, isAsItIs ? listener : standIn(listener, bound));
}

function addOnce(emitter: unknown, name: Method, always: Method, event: Event, listener: Listener): unknown {
  const own = ownOf(emitter);
  const bound = own.bind(listener, event, emitter as EmitterLike);
  if (bound === listener) return own[name]?.call(emitter, event, listener);
  const added = standIn(listener, (...args) => {
    if (!standIns.delete(added)) return undefined;
    (emitter as EmitterLike).removeListener(event as string, added);
    return Reflect.apply(bound, emitter, args);
  });
  return own[always]?.call(emitter, event, added);
}

/** The functions that were added instead of listeners: one that comes by again, through another method, is added as it is. */
const standIns = new WeakSet<Listener>();

function standIn(listener: Listener, added: Listener): Listener {
  standIns.add(added);
  // Node's emitters remove a listener, and list it, by this property of the function that stands in for it.
  return Object.assign(added, { listener });
}
