/** What `object` has under a symbol of its own with this description: all that undici shows of some things. */
export function symbolValue(object: object, description: string): unknown {
  const key = Object.getOwnPropertySymbols(object).find((symbol) => symbol.description === description);
  return key && (object as Record<symbol, unknown>)[key];
}
