import { type Context, copyContext } from '../core/context.js';
import { type Dispatch, type Dispatcher, findDispatchers } from './find-dispatchers.js';

/**
 * Keeps the context of who calls a dispatcher of undici for what it does later: in a pool whose connections are busy, undici
 * makes the request when one is free, and in an interceptor that redirects or retries when an answer came, both in the context
 * of some other request.
 */
export class DispatchWatch {
  readonly #contexts = new WeakMap<object, Context>();
  readonly #restore = new Map<Dispatcher, () => void>();
  #copies = new WeakSet<object>();
  #isInside = false;

  constructor() {
    this.#wrapAll();
  }

  /** Watches the copy of undici that has this class, from its first request on: none can wait before that. */
  look(requestClass: object): void {
    if (this.#copies.has(requestClass)) return;
    this.#copies.add(requestClass);
    this.#wrapAll();
  }

  /** Takes away what it put in place. */
  stop(): void {
    for (const restore of this.#restore.values()) restore();
    this.#restore.clear();
    this.#copies = new WeakSet();
  }

  #wrapAll(): void {
    for (const base of findDispatchers()) {
      if (!this.#restore.has(base)) this.#restore.set(base, this.#wrap(base));
    }
  }

  #wrap(base: Dispatcher): () => void {
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
