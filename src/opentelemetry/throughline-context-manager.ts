import {
  type Context as OpenTelemetryContext,
  type ContextManager,
  diag,
  ROOT_CONTEXT,
  trace,
} from '@opentelemetry/api';

import { bindListeners, isEmitter } from '../core/tasks/bind-listeners.js';
import { type Context, copyContext } from '../core/context.js';
import { enter } from '../core/enter.js';
import { put } from '../core/access.js';
import { storage } from '../core/storage.js';
import { currentSpan } from '../request/run/current-span.js';
import { ACTIVE, type ActiveEntry } from './active-entry.js';
import { attachTo, type Attached, NOT_ATTACHED } from './attach-to.js';
import { putBaggageAndId } from './put-baggage-and-id.js';
import { recordSpans } from './record-spans.js';
import { requestContext } from './request-context.js';
import { currentTraceIds, putTraceIds, type TraceIds } from '../request/request-fields.js';
import { idsOf } from './span-ids.js';

type AnyFunction = (this: unknown, ...args: unknown[]) => unknown;

/**
 * Keeps OpenTelemetry's active context in the contexts of this package: there is one storage for both. While a span is
 * active, `CTX_TRACE_ID`, `CTX_SPAN_ID`, `CTX_TRACE_FLAGS` and `CTX_TRACESTATE` are those of the span; while none is, those
 * of the request. Baggage and request id of a context that a `ThroughlinePropagator` extracted count, too.
 * Source: OpenTelemetry API, `ContextManager`.
 *
 *     new NodeTracerProvider(…).register({ contextManager: new ThroughlineContextManager() });
 */
export class ThroughlineContextManager implements ContextManager {
  #epoch: object = {};
  #isEnabled = true;

  constructor() {
    recordSpans();
  }

  /** The active context: the one that was made active last in the current request, else that of the request's span. */
  active(): OpenTelemetryContext {
    return this.#entry()?.context ?? this.#fromRequest() ?? ROOT_CONTEXT;
  }

  /** Calls `fn` in a copy of the current context, as `run` of a variable does, in which `context` is active. */
  with<A extends unknown[], F extends (...args: A) => ReturnType<F>>(
    context: OpenTelemetryContext,
    fn: F,
    thisArg?: ThisParameterType<F>,
    ...args: A
  ): ReturnType<F> {
    return enter(this.#fork(context), () => Reflect.apply(fn, thisArg, args));
  }

  /**
   * A function is called in a copy of the context that is current now, with `context` active. An emitter's listeners are
   * bound so when they are added. Everything else is left alone. Gives the function to call, or `target` itself.
   */
  bind<T>(context: OpenTelemetryContext, target: T): T {
    if (typeof target === 'function') return this.#bindFunction(context, target as unknown as AnyFunction) as T;
    if (isEmitter(target)) bindListeners(target, (listener) => this.#bindFunction(context, listener));
    return target;
  }

  /**
   * Makes `context` active in the current context itself, for all that runs in it, until the token is disposed. Outside any
   * task it does nothing but warn by OpenTelemetry's logger: there every request would get it.
   */
  attach(context: OpenTelemetryContext): Attached {
    const current = storage.getStore();
    if (current !== undefined) return attachTo(current, () => this.#activate(current, context));
    diag.warn('ThroughlineContextManager: attach() does nothing outside any task. Use with().');
    return NOT_ATTACHED;
  }

  enable(): this {
    this.#isEnabled = true;
    return this;
  }

  /** Nothing that was made active before is active any more. */
  disable(): this {
    this.#isEnabled = false;
    this.#epoch = {};
    return this;
  }

  #bindFunction(context: OpenTelemetryContext, target: AnyFunction): AnyFunction {
    const captured = this.#fork(context);
    function bound(this: unknown, ...args: unknown[]): unknown {
      return enter(captured.copy(), () => Reflect.apply(target, this, args));
    }
    return Object.defineProperty(bound, 'length', { value: target.length, configurable: true });
  }

  /** A copy of the current context in which `context` is active. */
  #fork(context: OpenTelemetryContext): Context {
    const fork = copyContext();
    this.#activate(fork, context);
    return fork;
  }

  /** Makes `context` active in `target`, which is the current context or a copy of it. */
  #activate(target: Context, context: OpenTelemetryContext): void {
    const entry = this.#entry();
    let outer: TraceIds | undefined;
    if (isContext(context)) {
      outer = putIdsOfSpan(target, context, entry?.outer);
      const previous = entry?.context ?? this.#fromRequest();
      putBaggageAndId(target, isContext(previous) ? previous : ROOT_CONTEXT, context);
    }
    put(target, ACTIVE, { context, epoch: this.#epoch, request: currentSpan(), outer });
  }

  /** What was made active in the current request, or outside any. */
  #entry(): ActiveEntry | undefined {
    const entry = ACTIVE.get();
    if (entry === undefined || entry.epoch !== this.#epoch) return undefined;
    return entry.request === currentSpan() || this.#fromRequest() === undefined ? entry : undefined;
  }

  #fromRequest(): OpenTelemetryContext | undefined {
    return this.#isEnabled ? requestContext() : undefined;
  }
}

/**
 * Gives `target` the ids of the span in `context`. If there is no span, gives it `outer`: the ids from before there was one.
 * Returns the ids to go back to later, if they differ.
 */
function putIdsOfSpan(
  target: Context,
  context: OpenTelemetryContext,
  outer: TraceIds | undefined,
): TraceIds | undefined {
  const span = trace.getSpanContext(context);
  const known = currentTraceIds();
  const ids = span === undefined ? undefined : idsOf(span, known);
  if (ids === undefined) {
    if (outer !== undefined) putTraceIds(target, outer);
    return undefined;
  }
  if (ids.spanId === known.spanId && ids.traceId === known.traceId) return outer;
  putTraceIds(target, ids);
  return outer ?? known;
}

/** Whether it can be asked for a span: OpenTelemetry lets anything be active. */
function isContext(context: OpenTelemetryContext | null | undefined): context is OpenTelemetryContext {
  return typeof context?.getValue === 'function';
}
