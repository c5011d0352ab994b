import { type Context, copyContext } from '../core/context.js';

type Dispatch = (this: object, options: unknown, handler: object) => unknown;
type Dispatcher = { dispatch?: Dispatch };

/** Where undici keeps the dispatcher of every `fetch` that names none: up to version 7, and from 8 on. */
const GLOBAL_DISPATCHERS = [Symbol.for('undici.globalDispatcher.1'), Symbol.for('undici.globalDispatcher.2')];

/**
 * Keeps the context of who calls a dispatcher for what it does later: in a pool whose connections are busy, undici makes the
 * request when one is free, and in an interceptor that redirects or retries when an answer came, both in the context of some
 * other request. The class that all dispatchers of a copy of undici extend is found by way of the global one.
 */
export class DispatchWatch {
  readonly #contexts = new WeakMap<object, Context>();
  readonly #restore = new Map<Dispatcher, () => void>();
  #seen: unknown[] = [];
  #isInside = false;

  constructor() {
    this.update();
  }

  /** Looks whether there is a new global dispatcher. */
  update(): void {
    const dispatchers = GLOBAL_DISPATCHERS.map((key) => (globalThis as Record<symbol, unknown>)[key]);
    if (dispatchers.every((dispatcher, index) => dispatcher === this.#seen[index])) return;
    this.#seen = dispatchers;
    for (const dispatcher of dispatchers) {
      const base = baseOf(dispatcher);
      if (base !== undefined && !this.#restore.has(base)) this.#restore.set(base, this.#wrap(base));
    }
  }

  /** Takes away what it put in place. */
  stop(): void {
    for (const restore of this.#restore.values()) restore();
    this.#restore.clear();
    this.#seen = [];
  }

  #wrap(base: Required<Dispatcher>): () => void {
    const original = base.dispatch;
    const inContextOf = this.#inContextOf.bind(this);
    function dispatch(this: object, ...args: Parameters<Dispatch>): unknown {
      return inContextOf(args[1], () => Reflect.apply(original, this, args));
    }
    base.dispatch = dispatch;
    return () => {
      if (base.dispatch === dispatch) base.dispatch = original;
    };
  }

  /** One dispatcher hands a request to the next; only the first one matters, or the one that takes it up again later. */
  #inContextOf<R>(handler: unknown, fn: () => R): R {
    if (this.#isInside || typeof handler !== 'object' || handler === null) return fn();
    const context = this.#contexts.get(handler);
    this.#isInside = true;
    try {
      if (context !== undefined) return context.copy().run(fn);
      this.#contexts.set(handler, copyContext());
      return fn();
    } finally {
      this.#isInside = false;
    }
  }
}

/** The class whose `dispatch` replaces the abstract one: the last but one that has it. */
function baseOf(dispatcher: unknown): Required<Dispatcher> | undefined {
  if (typeof dispatcher !== 'object' || dispatcher === null) return undefined;
  const classes: Dispatcher[] = [];
  for (let at: object | null = Object.getPrototypeOf(dispatcher); at !== null; at = Object.getPrototypeOf(at)) {
    if (Object.hasOwn(at, 'dispatch')) classes.push(at);
  }
  const base = classes.at(-2);
  return typeof base?.dispatch === 'function' ? (base as Required<Dispatcher>) : undefined;
}
