import { type Context as OpenTelemetryContext, type ContextManager, diag, ROOT_CONTEXT } from '@opentelemetry/api';

import { bindListeners, isEmitter } from '../core/tasks/bind-listeners.js';
import { branchOf } from '../core/branch.js';
import { Context } from '../core/context.js';
import { enter } from '../core/enter.js';
import { enterWith } from '../core/enter-with.js';
import { storage } from '../core/storage.js';
import { type ActiveEntry, activeIn, activeOtelEntry, openEntryIn, putActive } from '../request/active/active-entry.js';
import { noteActive } from '../request/active/active-context.js';
import { addManager } from '../request/active/context-managers.js';
import { currentRecording } from '../request/active/recording.js';
import { current } from '../request/run/current-span.js';
import { changesVariables, putBaggageAndId } from './put-baggage-and-id.js';

type AnyFunction = (this: unknown, ...args: unknown[]) => unknown;

/** What `attach` gives. Source: OpenTelemetry API 1.10, `ContextManagementToken`. */
interface Attached {
  /** Ends what `attach` began, wherever it is called. A second call does nothing. */
  dispose(): void;
}

/** The token of what was not attached. */
const NOT_ATTACHED: Attached = { dispose() {} };

/**
 * Keeps OpenTelemetry's active context in the contexts of this package. One storage holds both, so `bind`, tasks and mended libraries
 * carry both. The baggage and the request id of a context that a `ThroughlinePropagator` extracted count, too. Source: OpenTelemetry API,
 * `ContextManager`.
 *
 *     new NodeTracerProvider(…).register({ contextManager: new ThroughlineContextManager() });
 */
export class ThroughlineContextManager implements ContextManager {
  /** What was made active since the last `disable`. */
  #epoch: WeakSet<ActiveEntry> = new WeakSet();
  #isEnabled = true;

  constructor() {
    addManager(this);
  }

  /** The active context: the one that was made active last in the current request, else that of the request's span. */
  active(): OpenTelemetryContext {
    const entry = activeOtelEntry();
    if (entry !== undefined && this.#counts(entry))
      return noteActive(entry.context ?? ROOT_CONTEXT) as OpenTelemetryContext;
    const own = this.#isEnabled ? currentRecording()?.context : undefined;
    return (own as OpenTelemetryContext | undefined) ?? ROOT_CONTEXT;
  }

  /**
   * Calls `fn` with `context` active, for the call and all that it starts. What is `set` within is set in the task, as it is without a
   * span; where `context` has other baggage than the active one, `fn` runs in a copy of the current context.
   */
  with<A extends unknown[], F extends (...args: A) => ReturnType<F>>(
    context: OpenTelemetryContext,
    fn: F,
    thisArg?: ThisParameterType<F>,
    ...args: A
  ): ReturnType<F> {
    return enter(this.#within(context), () => Reflect.apply(fn, thisArg, args));
  }

  /**
   * Binds a function: it is called in the context that is current now, with `context` active. Binds the listeners of an emitter when they are
   * added. Leaves everything else alone. Returns the bound function, or `target` itself.
   */
  bind<T>(context: OpenTelemetryContext, target: T): T {
    if (typeof target === 'function') return this.#bindFunction(context, target as unknown as AnyFunction) as T;
    if (isEmitter(target)) bindListeners(target, (listener) => this.#bindFunction(context, listener));
    return target;
  }

  /**
   * Makes `context` active for the rest of the current flow, until the token is disposed. It reaches a caller that has not awaited yet,
   * as with OpenTelemetry's own manager. Outside any task, and on Workers, it does nothing but warn by OpenTelemetry's logger.
   */
  attach(context: OpenTelemetryContext): Attached {
    const before = storage.getStore();
    if (before === undefined) return refused('outside any task');
    const target = this.#within(context, openEntryIn(before));
    if (!enterWith(target)) return refused('on this runtime');
    const entry = activeIn(target) as ActiveEntry;
    return {
      dispose() {
        entry.hasEnded = true;
        if (storage.getStore() === target) enterWith(before);
      },
    };
  }

  enable(): this {
    this.#isEnabled = true;
    return this;
  }

  /** Nothing that was made active before is active any more. */
  disable(): this {
    this.#isEnabled = false;
    this.#epoch = new WeakSet();
    return this;
  }

  #bindFunction(context: OpenTelemetryContext, target: AnyFunction): AnyFunction {
    const captured = this.#within(context);
    function bound(this: unknown, ...args: unknown[]): unknown {
      return enter(captured, () => Reflect.apply(target, this, args));
    }
    return Object.defineProperty(bound, 'length', { value: target.length, configurable: true });
  }

  /** A branch of the current context, or a copy if variables change, with `context` active. `parent` is active again when that has ended. */
  #within(context: OpenTelemetryContext, parent?: ActiveEntry): Context {
    const store = storage.getStore();
    const entry = this.#entry(context, parent);
    const previous = this.active();
    if (isContext(context) && isContext(previous) && changesVariables(previous, context)) {
      const copy = store?.copy() ?? new Context();
      putBaggageAndId(copy, previous, context);
      putActive(copy, entry);
      return copy;
    }
    if (store !== undefined) return branchOf(store, entry);
    const first = new Context();
    putActive(first, entry);
    return first;
  }

  #entry(context: OpenTelemetryContext, parent: ActiveEntry | undefined): ActiveEntry {
    const entry: ActiveEntry = {
      parent,
      request: current()?.scope,
      context,
      outer: undefined,
      ids: undefined,
      hasEnded: false,
    };
    this.#epoch.add(entry);
    return entry;
  }

  /** Whether `entry` is still active. `disable` does not end spans of this package, which have an `outer`. */
  #counts(entry: ActiveEntry): boolean {
    return entry.outer !== undefined || this.#epoch.has(entry);
  }
}

function refused(where: string): Attached {
  diag.warn(`ThroughlineContextManager: attach() does nothing ${where}. Use with().`);
  return NOT_ATTACHED;
}

/** Whether it is a context. OpenTelemetry does not check what becomes active. */
function isContext(context: OpenTelemetryContext | null | undefined): context is OpenTelemetryContext {
  return typeof context?.getValue === 'function';
}
