import { type Context, copyContext } from '../core/context.js';
import { symbolValue } from './symbol-value.js';
import { type Dispatch, type Dispatcher, findDispatchers } from './find-dispatchers.js';

/** More than a pool is likely to have waiting with one object of options; what is beyond goes its way without a context. */
const MAX_WAITING = 1000;

/**
 * Keeps the context of who calls a dispatcher of undici for what it does later: in a pool whose connections are busy, undici
 * makes the request when one is free, and in an interceptor that redirects or retries when an answer came, both in the context
 * of some other request.
 */
export class DispatchWatch {
  readonly #contexts = new WeakMap<object, Context>();
  readonly #waiting = new WeakMap<object, Context[]>();
  readonly #restore = new Map<Dispatcher, () => void>();
  #copies = new WeakSet<object>();
  #dispatcher: object | undefined;
  #isInside = false;
  #isMade = false;

  constructor() {
    this.#wrapAll();
  }

  /** A request was made, of this class. Its copy of undici is watched from the first one on: none can wait before that. */
  look(requestClass: object): void {
    this.#isMade = true;
    if (this.#copies.has(requestClass)) return;
    this.#copies.add(requestClass);
    this.#wrapAll();
  }

  /** The URL of the client that makes a request now, if that is known. What undici 6 tells of a request is what its caller says. */
  get url(): unknown {
    return this.#dispatcher && symbolValue(this.#dispatcher, 'url');
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
    const call = this.#call.bind(this);
    function dispatch(this: object, ...args: Parameters<Dispatch>): unknown {
      return call(this, args, () => Reflect.apply(original, this, args));
    }
    base.dispatch = dispatch;
    return () => {
      if (base.dispatch === dispatch) base.dispatch = original;
    };
  }

  #call<R>(dispatcher: object, [options, handler]: Parameters<Dispatch>, fn: () => R): R {
    const outer = this.#dispatcher;
    this.#dispatcher = dispatcher;
    try {
      return this.#inContextOf(options, handler, fn);
    } finally {
      this.#dispatcher = outer;
    }
  }

  /** One dispatcher hands a request to the next; only the first one matters, or the one that takes it up again later. */
  #inContextOf<R>(options: unknown, handler: unknown, fn: () => R): R {
    if (this.#isInside || !isObject(options) || !isObject(handler)) return fn();
    const known = this.#contexts.get(handler) ?? this.#waiting.get(options)?.shift();
    const context = known ?? copyContext();
    this.#contexts.set(handler, context);
    this.#isInside = true;
    this.#isMade = false;
    try {
      return known === undefined ? fn() : known.copy().run(fn);
    } finally {
      this.#isInside = false;
      if (!this.#isMade && !('runInAsyncScope' in handler)) this.#wait(options, context);
    }
  }

  /** No request was made: it waits. Version 7 may put a handler of its own in the place of this one, but keeps the options. */
  #wait(options: object, context: Context): void {
    const waiting = this.#waiting.get(options) ?? [];
    this.#waiting.set(options, waiting);
    if (waiting.length < MAX_WAITING) waiting.push(context);
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
