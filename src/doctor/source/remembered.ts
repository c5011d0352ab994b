/** What was read for a key, of the latest `max` keys: so each is read once. */
export function remembered<T>(memory: Map<string, T>, max: number, key: string, read: () => T): T {
  if (!memory.has(key)) {
    const value = read();
    if (memory.size >= max) memory.delete(memory.keys().next().value as string);
    memory.set(key, value);
  }
  return memory.get(key) as T;
}
