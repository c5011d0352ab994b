type Listener = (...args: unknown[]) => void;

/** An emitter that is not Node's, as applications write it: it finds a listener only by the function that it got. */
export class OwnEmitter {
  readonly _events: Record<string, Listener[]> = {};

  on(event: string, listener: Listener): this {
    this._events[event] = [...(this._events[event] ?? []), listener];
    return this;
  }

  addListener(event: string, listener: Listener): this {
    return this.on(event, listener);
  }

  once(event: string, listener: Listener): this {
    const wrapper: Listener & { listener?: Listener } = (...args) => {
      this.removeListener(event, wrapper);
      Reflect.apply(listener, this, args);
    };
    wrapper.listener = listener;
    return this.on(event, wrapper);
  }

  removeListener(event: string, listener: Listener): this {
    const index = this._events[event]?.lastIndexOf(listener) ?? -1;
    if (index >= 0) this._events[event] = this._events[event]?.toSpliced(index, 1) ?? [];
    return this;
  }

  removeAllListeners(event: string): this {
    delete this._events[event];
    return this;
  }

  emit(event: string, ...args: unknown[]): boolean {
    const listeners = this._events[event] ?? [];
    for (const listener of listeners) Reflect.apply(listener, this, args);
    return listeners.length > 0;
  }
}
