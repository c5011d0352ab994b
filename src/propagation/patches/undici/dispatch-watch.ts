import { isObject } from '../../../core/is-object.js';
import { bind } from '../../../core/tasks/bind.js';
import { asAsked, asPassedOn, type HandOn, inNoContext } from './asked-context.js';
import { composeAsking, interceptAsking } from './compose-asking.js';
import { type Dispatchers, dispatchersOf, findDispatchers, globalDispatchers } from './find-dispatchers.js';
import { patch } from '../../../core/patch.js';
import { watches, watchOverride } from './watch-override.js';

/**
 * Has the dispatchers of undici make each request in the context in which the application asked for it, however late, and
 * call their listeners in none.
 */
export class DispatchWatch {
  readonly #restore = new Map<object, (() => void)[]>();
  #requestClasses = new WeakSet<object>();
  #dispatcher: object | undefined;

  constructor() {
    findDispatchers().forEach((found) => this.#wrap(found));
  }

  /** The dispatcher that makes a request in this moment, if that is known: a client. */
  get dispatcher(): object | undefined {
    return this.#dispatcher;
  }

  /** A request was made, of this class: there may be a copy of undici that was not looked for yet. */
  look(requestClass: object): void {
    globalDispatchers().filter(isObject).forEach(watchOverride);
    if (this.#requestClasses.has(requestClass)) return;
    this.#requestClasses.add(requestClass);
    findDispatchers().forEach((found) => this.#wrap(found));
  }

  /** There is a client, of a copy that may not have been found, as in a bundle. Classes of an application may come and go. */
  lookAt(client: object): void {
    const found = dispatchersOf(client);
    if (found !== undefined) this.#wrap({ ...found, concrete: found.concrete.slice(-1) });
  }

  /** Takes away what it put in place. */
  stop(): void {
    for (const restore of [...this.#restore.values()].flat()) restore();
    this.#restore.clear();
    this.#requestClasses = new WeakSet();
  }

  #wrap({ concrete, abstract }: Dispatchers): void {
    for (const prototype of concrete) {
      this.#replace(prototype, () => [this.#watchDispatch(prototype), ...destroyInNoContext(prototype)]);
    }
    this.#replace(abstract, () => [...emitInNoContext(abstract), ...composeAsking(abstract)]);
  }

  #replace(prototype: object, replace: () => (() => void)[]): void {
    if (!this.#restore.has(prototype)) this.#restore.set(prototype, replace());
  }

  #watchDispatch(prototype: object): () => void {
    const during = this.#during.bind(this);
    return patch(prototype, 'dispatch', (original) => {
      function dispatch(this: object, options?: unknown, handler?: unknown, ...rest: unknown[]): unknown {
        interceptAsking(prototype, this);
        const call = (given: unknown): unknown =>
          during(this, () => Reflect.apply(original, this, [given, handler, ...rest]));
        return isObject(handler) ? handOnFor(this, dispatch)(options, handler, call) : call(options);
      }
      watches(dispatch);
      return dispatch;
    });
  }

  #during<R>(dispatcher: object, fn: () => R): R {
    const outer = this.#dispatcher;
    this.#dispatcher = dispatcher;
    try {
      return fn();
    } finally {
      this.#dispatcher = outer;
    }
  }
}

/** Where the application has put a `dispatch` of its own around this one, the call may come from that, and from anywhere. */
function handOnFor(dispatcher: object, dispatch: unknown): HandOn {
  if (Reflect.get(dispatcher, 'dispatch') === dispatch) return asAsked;
  watchOverride(dispatcher);
  return asPassedOn;
}

/** Who waits for a dispatcher to be free is told by the connection, in whose context that was made. */
function emitInNoContext(prototype: object): (() => void)[] {
  if (!Reflect.has(prototype, 'emit')) return [];
  const replaced = patch(prototype, 'emit', (original) => {
    return function emit(...args) {
      return inNoContext(() => Reflect.apply(original, this, args));
    };
  });
  return [replaced];
}

/** What waits in a pool is told of its end, in the context of who ends it. */
function destroyInNoContext(prototype: object): (() => void)[] {
  if (!Object.hasOwn(prototype, 'destroy')) return [];
  const replaced = patch(prototype, 'destroy', (original) => {
    return function destroy(...args) {
      const own = args.map((arg) => (typeof arg === 'function' ? bind(arg as () => unknown) : arg));
      return inNoContext(() => Reflect.apply(original, this, own));
    };
  });
  return [replaced];
}
