/** A constructor that gives back the object it is called with: a class that extends it puts its private fields into that. */
const Given = function giveBack(object: object): object {
  return object;
} as unknown as new (object: object) => object;

/** What is known of the objects of others. */
export interface Attachment<O extends object, V> {
  get(object: O): V | undefined;
  set(object: O, value: V): void;
}

/**
 * A value for each object, as a `WeakMap` has it, but in a private field: that costs a tenth for an object that lives as long as a request.
 * Nobody sees it, and no copy of the object has it.
 */
export function attachment<O extends object, V>(): Attachment<O, V> {
  /** Of those that nothing may be put into. */
  const closed = new WeakMap<object, V>();

  class Holder extends Given {
    #value: V;

    constructor(object: object, value: V) {
      super(object);
      this.#value = value;
    }

    static get(object: object): V | undefined {
      return #value in object ? object.#value : closed.get(object);
    }

    static set(object: object, value: V): void {
      if (#value in object) object.#value = value;
      else if (Object.isExtensible(object)) void new Holder(object, value);
      else closed.set(object, value);
    }
  }
  return Holder;
}
