const MAX = 2000;

/** Objects that are looked at later, if they still live then. It keeps none of them, and not more than 2,000 in mind. */
export class Remembered<T extends object> {
  #refs: WeakRef<T>[] = [];
  #isFull = false;

  add(object: T): void {
    if (this.#isFull) return;
    this.#refs.push(new WeakRef(object));
    if (this.#refs.length < MAX) return;
    this.#refs = this.#refs.filter((ref) => ref.deref() !== undefined);
    this.#isFull = this.#refs.length > MAX / 2;
  }

  get isEmpty(): boolean {
    return this.#refs.length === 0;
  }

  /** Those that live, and that `isOver` does not say to forget. */
  living(isOver: (object: T) => boolean = () => false): readonly T[] {
    this.#refs = this.#refs.filter((ref) => {
      const object = ref.deref();
      return object !== undefined && !isOver(object);
    });
    this.#isFull = this.#refs.length > MAX / 2;
    return this.#refs.flatMap((ref) => ref.deref() ?? []);
  }
}
