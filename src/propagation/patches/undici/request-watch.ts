import { Context, copyContext } from '../../../core/context.js';
import { enter } from '../../../core/enter.js';
import { bindBody } from './bind-body.js';
import { patch } from '../../../core/patch.js';

/**
 * Has the requests of undici tell their handlers what comes back in the context in which they were made: an interceptor that
 * then makes another one, or starts a timer for it, is in that context. Without this it would be the context in which
 * the connection was made.
 */
export class RequestWatch {
  readonly #contexts = new WeakMap<object, Context>();
  readonly #restore = new Map<object, (() => void)[]>();

  /** A request was made, in the current context. */
  watch(request: object): void {
    const context = copyContext();
    this.#contexts.set(request, context);
    bindBody(request, context);
    const prototype = Object.getPrototypeOf(request) as object;
    if (!this.#restore.has(prototype)) this.#restore.set(prototype, this.#wrapAll(prototype));
  }

  /** Takes away what it put in place. */
  stop(): void {
    for (const restore of [...this.#restore.values()].flat()) restore();
    this.#restore.clear();
  }

  /** All methods through which a client tells a request something, whatever they are called in a version of undici. */
  #wrapAll(prototype: object): (() => void)[] {
    const names = Object.getOwnPropertyNames(prototype).filter((name) => /^on[A-Z]/.test(name));
    return names.map((name) => this.#wrap(prototype, name));
  }

  /** A request that was made before any was watched is of no known context. */
  #wrap(prototype: object, name: string): () => void {
    const contexts = this.#contexts;
    return patch(prototype, name, (original) => {
      return function tell(...args) {
        return enter(contexts.get(this) ?? new Context(), () => Reflect.apply(original, this, args));
      };
    });
  }
}
