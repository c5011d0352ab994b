import { ok } from 'node:assert';

import { isObjectOrFunction } from '../core/is-object.js';
import { bindListenersFirst, isEmitter } from '../core/tasks/bind-listeners.js';
import { assign } from './assign.js';
import { bindForeignListeners } from './bind-foreign-listeners.js';
import { EnteredContexts } from './entered-contexts.js';
import { ERROR_SYMBOL, markError } from './mark-error.js';

type Callable = (...args: unknown[]) => unknown;
type Context = Record<PropertyKey, unknown>;

let lastId = 0;

/** What `createNamespace` gives. Its public face is `Namespace` of `types.ts`. It has the name of cls-hooked's class, for logs show it. */
export class Namespace {
  name: PropertyKey;
  id = ++lastId;
  /** Where cls-hooked keeps a context for each async resource: its users watch the size. Here is nothing to keep. */
  readonly _contexts: ReadonlyMap<number, object> = new Map();
  readonly #contexts: EnteredContexts;
  readonly #emitters = new WeakSet<object>();

  constructor(name: PropertyKey) {
    this.name = name;
    this.#contexts = new EnteredContexts(`cls-hooked ${String(name)}`);
  }

  get active(): Context | null {
    return (this.#contexts.active as Context | undefined) ?? null;
  }

  set active(context: object | null) {
    this.#contexts.replaceActive(context);
  }

  /** Where cls-hooked keeps the contexts around the active one; its first element stands for no context. */
  get _set(): readonly (object | null)[] {
    return this.active === null ? [] : [null, ...this.#contexts.around];
  }

  set(key: PropertyKey, value: unknown): unknown {
    const { active } = this;
    if (!active) throw new Error('No context available. ns.run() or ns.bind() must be called first.');
    assign(active, key, value);
    return value;
  }

  get(key: PropertyKey): unknown {
    return this.active?.[key];
  }

  createContext(): Context {
    const context = Object.create(this.#contexts.parent ?? Object.prototype) as Context;
    context['_ns_name'] = this.name;
    context['id'] = ++lastId;
    return context;
  }

  run(fn: Callable): Context {
    const context = this.createContext();
    this.#call(context, () => fn(context));
    return context;
  }

  runAndReturn(fn: Callable): unknown {
    const context = this.createContext();
    return this.#call(context, () => fn(context));
  }

  runPromise(fn: Callable): unknown {
    const context = this.createContext();
    const promise = this.#contexts.run(context, () => fn(context)) as Promise<unknown> | undefined;
    // oxlint-disable-next-line typescript/unbound-method -- It is only looked for.
    if (!promise?.then || !promise.catch) throw new Error('fn must return a promise.');
    this.#contexts.linger(context);
    return promise.catch((error: unknown) => {
      markError(error, context);
      throw error;
    });
  }

  bind(fn: Callable, context?: object): Callable {
    const bound = context || this.active || this.createContext();
    const call = this.#call.bind(this, bound);
    return function clsBind(this: unknown, ...args) {
      return call(() => Reflect.apply(fn, this, args));
    };
  }

  bindEmitter(emitter: Readonly<Partial<Record<'on' | 'addListener' | 'removeListener' | 'emit', unknown>>>): void {
    ok(emitter.on && emitter.addListener && emitter.emit, 'can only bind real EEs');
    if (!emitter.removeListener) throw new Error('can only wrap real EEs');
    if (!isObjectOrFunction(emitter) || this.#emitters.has(emitter)) return;
    this.#emitters.add(emitter);
    const bind = (listener: Callable): Callable => this.#bindListener(listener);
    if (isEmitter(emitter)) bindListenersFirst(emitter, bind);
    else bindForeignListeners(emitter, bind);
  }

  enter(context: object): void {
    ok(context, 'context must be provided for entering');
    this.#contexts.enter(context);
  }

  exit(context: object): void {
    ok(context, 'context must be provided for exiting');
    this.#contexts.exit(context);
  }

  fromException(exception: { readonly [ERROR_SYMBOL]?: unknown }): unknown {
    return exception[ERROR_SYMBOL];
  }

  /** A listener that is added outside of all contexts runs in that of whoever emits, or in one of its own. */
  #bindListener(listener: Callable): Callable {
    if (typeof listener !== 'function') return listener;
    const { active } = this;
    if (active) return this.bind(listener, active);
    const bindNow = (): Callable => this.bind(listener);
    return function (this: unknown, ...args) {
      return Reflect.apply(bindNow(), this, args);
    };
  }

  #call<R>(context: object, fn: () => R): R {
    return this.#contexts.run(context, () => {
      try {
        return fn();
      } catch (error) {
        markError(error, context);
        throw error;
      }
    });
  }
}
