export type Listener = (this: unknown, ...args: unknown[]) => unknown;

/** The functions that one emitter got in place of listeners. */
export class BoundListeners {
  readonly #bind: (listener: Listener) => Listener;
  readonly #byEvent = new Map<unknown, WeakMap<object, Listener[]>>();
  /** An emitter may hand what it got to another of its methods, such as `addListener` to `on`. */
  readonly #own = new WeakSet<object>();

  constructor(bind: (listener: Listener) => Listener) {
    this.#bind = bind;
  }

  /** What the emitter is to get in place of `listener`. */
  add(event: unknown, listener: unknown): unknown {
    if (!this.#isToBind(listener)) return listener;
    return this.#note(event, listener, this.#bind(listener));
  }

  /** The same, for a listener that the emitter removes by itself when it calls it. */
  addOnce(event: unknown, listener: unknown): unknown {
    if (!this.#isToBind(listener)) return listener;
    const { remove } = this;
    const bound = this.#bind(listener);
    const called: Listener = function (...args) {
      remove(event, listener, called);
      return Reflect.apply(bound, this, args);
    };
    return this.#note(event, listener, called);
  }

  /** What the emitter got in place of `listener`: the last, or `bound`. From now on it is not known. */
  readonly remove = (event: unknown, listener: unknown, bound?: Listener): unknown => {
    const all = this.#byEvent.get(event)?.get(listener as object) ?? [];
    const index = bound === undefined ? all.length - 1 : all.indexOf(bound);
    return index < 0 ? listener : all.splice(index, 1)[0];
  };

  /** All listeners of these events are removed; without an event, all. */
  forget(events: readonly unknown[]): void {
    if (events.length === 0) this.#byEvent.clear();
    for (const event of events) this.#byEvent.delete(event);
  }

  #isToBind(listener: unknown): listener is Listener {
    return typeof listener === 'function' && !this.#own.has(listener);
  }

  #note(event: unknown, listener: Listener, bound: Listener): Listener {
    this.#own.add(bound);
    const ofEvent = this.#byEvent.get(event) ?? new WeakMap<object, Listener[]>();
    this.#byEvent.set(event, ofEvent);
    ofEvent.set(listener, [...(ofEvent.get(listener) ?? []), bound]);
    return Object.assign(bound, { listener: originalOf(listener) });
  }
}

/** What a wrapper of `once` was made for: an emitter removes the wrapper when it is asked to remove that. */
function originalOf(listener: Listener & { readonly listener?: unknown }): unknown {
  return typeof listener.listener === 'function' ? listener.listener : listener;
}
