/** Changes to the properties of somebody else's object, to be undone together. */
export class Changes {
  readonly #target: object;
  readonly #undo: (() => void)[] = [];

  constructor(target: object) {
    this.#target = target;
  }

  /** Sets a property, and says whether that was possible. What is put in its place later is left alone by `undo`. */
  set(name: PropertyKey, value: unknown): boolean {
    const target = this.#target;
    const isOwn = Object.hasOwn(target, name);
    const before: unknown = Reflect.get(target, name);
    if (!Reflect.set(target, name, value)) return false;
    this.#undo.push(() => {
      if (Reflect.get(target, name) !== value) return;
      if (isOwn) Reflect.set(target, name, before);
      else Reflect.deleteProperty(target, name);
    });
    return true;
  }

  /** Adds a property that nobody lists, and says whether that was possible. */
  add(name: PropertyKey, value: unknown): boolean {
    const target = this.#target;
    if (!Reflect.defineProperty(target, name, { value, configurable: true })) return false;
    this.#undo.push(() => void Reflect.deleteProperty(target, name));
    return true;
  }

  /** Never throws, also for a proxy that does. */
  undo(): void {
    for (const undo of this.#undo.splice(0).toReversed()) {
      try {
        undo();
      } catch {
        // it stays as the proxy wants it
      }
    }
  }
}
