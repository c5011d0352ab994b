/** Gives an object a private field, which nobody else can see: a symbol would be shown by `util.inspect`. Its fields are those of a subclass. */
export const PrivateField = function itself(object: object): object {
  return object;
} as unknown as new (object: object) => object;
