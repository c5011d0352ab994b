import type { Level } from './line-format.js';

type Method = (this: unknown, ...args: unknown[]) => unknown;

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
   * Watches the methods of `target`; one that throws for what it is to show says that instead. Returns what ends it.
   */
  watch(target: Console): () => void {
    const methods = target as unknown as Record<string, Method>;
    const replaced: (readonly [name: string, original: Method, watched: Method])[] = [];
    for (const [name, level] of Object.entries(LEVELS)) {
      const original = methods[name];
      if (typeof original !== 'function') continue;
      const plain = methods[level === 'info' || level === 'debug' ? 'log' : 'error'] as Method;
      const watched = this.#watched(original, plain, level, target);
      methods[name] = watched;
      replaced.push([name, original, watched]);
    }
    return () => {
      for (const [name, original, watched] of replaced) if (methods[name] === watched) methods[name] = original;
    };
  }

  #watched(original: Method, plain: Method, level: Level, target: Console): Method {
    const call = (method: Method, args: unknown[]): void => {
      const outer = this.#level;
      this.#level ??= level;
      try {
        Reflect.apply(method, target, args);
      } finally {
        this.#level = outer;
      }
    };
    return (...args) => {
      try {
        call(original, args);
      } catch {
        call(plain, ['[A value that cannot be shown: it throws.]']);
      }
    };
  }
}
