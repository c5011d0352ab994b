import { isObjectOrFunction } from '../core/is-object.js';

/**
 * What a constructor of the specification makes: an object whose prototype is that of `newTarget`, read when the object is
 * made and not before, or `fallback` where that is no object. Subclasses add the internal slots, as private fields:
 * reading one of an object that has none throws a `TypeError`, as RequireInternalSlot does.
 * Source: ECMA-262, OrdinaryCreateFromConstructor.
 */
export class OrdinaryObject {
  constructor(newTarget: { readonly prototype: unknown }, fallback: object) {
    return Object.create(OrdinaryObject.prototypeFor(newTarget, fallback)) as OrdinaryObject;
  }

  private static prototypeFor({ prototype }: { readonly prototype: unknown }, fallback: object): object {
    return isObjectOrFunction(prototype) ? prototype : fallback;
  }
}
