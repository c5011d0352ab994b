/** The symbol that was found last for a description: all objects of one copy of undici have the same. */
const found = new Map<string, symbol>();

/** What `object` has under a symbol of its own with this description: all that undici shows of some things. */
export function symbolValue(object: object, description: string): unknown {
  const last = found.get(description);
  if (last !== undefined && Object.hasOwn(object, last)) return (object as Record<symbol, unknown>)[last];
  const key = Object.getOwnPropertySymbols(object).find((symbol) => symbol.description === description);
  if (key === undefined) return undefined;
  found.set(description, key);
  return (object as Record<symbol, unknown>)[key];
}
