/** The URL of a text; `undefined` if it is none. `URL.canParse` is wrong about texts that are not ASCII on Node 20. */
export function parseUrl(text: string, base?: string): URL | undefined {
  try {
    return new URL(text, base);
  } catch {
    return undefined;
  }
}
