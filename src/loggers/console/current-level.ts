import type { Level } from './line-format.js';

type Method = (...args: unknown[]) => unknown;

const LEVELS = {
  debug: 'debug',
  log: 'info',
  info: 'info',
  dir: 'info',
  dirxml: 'info',
  table: 'info',
  warn: 'warn',
  assert: 'warn',
  error: 'error',
  trace: 'trace',
} as const satisfies Partial<Record<keyof Console, Level>>;

/** Knows the method of a console that is being called: its streams are only handed the text. */
export class CurrentLevel {
  #level: Level | undefined;

  /** The level of the call under way, if it came through a method that was watched. */
  get value(): Level | undefined {
    return this.#level;
  }

  /**
   * Watches the methods of `target`, those that the application has put there included: a spy stays a spy. Methods that
   * cannot be replaced are left alone. Returns what ends it.
   */
  watch(target: Console): () => void {
    const methods = target as unknown as Record<string, Method>;
    const replaced: (readonly [name: string, original: Method, watched: Method])[] = [];
    for (const [name, level] of Object.entries(LEVELS)) {
      const original = methods[name];
      if (typeof original !== 'function') continue;
      const watched = this.#watched(original, level);
      if (Reflect.set(methods, name, watched)) replaced.push([name, original, watched]);
    }
    return () => {
      for (const [name, original, watched] of replaced) if (methods[name] === watched) methods[name] = original;
    };
  }

  #watched(original: Method, level: Level): Method {
    return new Proxy(original, {
      apply: (method, self, args): unknown => {
        const outer = this.#level;
        this.#level ??= level;
        try {
          return Reflect.apply(method, self, args);
        } finally {
          this.#level = outer;
        }
      },
    });
  }
}
