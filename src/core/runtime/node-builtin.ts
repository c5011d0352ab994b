/** A module of Node, where the runtime has it: no import, so that a bundle for the edge stays free of it. */
export function nodeBuiltin(name: string): object | undefined {
  try {
    return globalThis.process?.getBuiltinModule?.(name);
  } catch {
    return undefined;
  }
}
