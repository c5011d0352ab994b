/** What a suite is told of the world outside of its runtime: servers that tell what they received, and greet WebSockets. */
export interface Settings {
  /** The name of the runtime. */
  readonly runtime: string;
  /** The first also runs programs under CPython. */
  readonly origins: readonly [string, string];
}

let current: Settings | undefined;

export function configure(given: Settings): void {
  current = given;
}

export function settings(): Settings {
  if (current === undefined) throw new Error('configure() must be called first');
  return current;
}
