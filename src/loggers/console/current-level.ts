import type { Changes } from './changes.js';
import type { Level } from '../lines/line-format.js';

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
  /** The methods that were put in place: each is watched once. */
  readonly #own = new WeakSet<object>();

  /** The level of the call under way, if it came through a method that was watched. */
  get value(): Level | undefined {
    return this.#level;
  }

  /**
   * Watches the methods of `target`, those that the application has put there included: a spy stays a spy. Methods that
   * cannot be replaced are left alone.
   */
  watch(target: Console, changes: Changes): void {
    for (const [name, level] of Object.entries(LEVELS)) {
      const method: unknown = Reflect.get(target, name);
      if (typeof method === 'function' && !this.#own.has(method))
        changes.replace(name, (original: Method) => this.#watched(original, level));
    }
  }

  #watched(original: Method, level: Level): Method {
    const own = new Proxy(original, {
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
    this.#own.add(own);
    return own;
  }
}
