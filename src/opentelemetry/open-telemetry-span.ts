import { type Context, type ProxyTracerProvider, trace, type Tracer } from '@opentelemetry/api';

import { warn } from '../core/throughline-warning.js';
import type { Identity } from '../request/request-fields.js';
import { IDENTITY, Span } from '../request/span/span.js';
import { RANDOM } from '../w3c/traceparent.js';
import { finishServerSpan } from './finish-server-span.js';
import { recordSpans } from './record-spans.js';
import { REQUEST_CONTEXT } from './request-context.js';
import { type ServerSpan, startServerSpan } from './server-span.js';

const TRACER_NAME = 'throughline';

/**
 * A span that is an OpenTelemetry span too wherever an SDK is registered: of the kind SERVER for a request, CONSUMER for a
 * message, INTERNAL for another job. Pass it to any adapter, or to `runJob`, by the option `span`. Trace id, span id and flags
 * are those of the OpenTelemetry span, whose parent is the caller's span that was trusted; a fresh request id is its trace id.
 * It ends when the request does. Without an SDK it is a `Span`. Source: OpenTelemetry semantic conventions, HTTP server and
 * messaging.
 *
 *     createServer(traced(listener, { span: OpenTelemetrySpan }));
 */
export class OpenTelemetrySpan extends Span {
  /** What the application answers the request by, such as `/users/:id`; instrumentations of frameworks may say it instead. */
  route: string | undefined = undefined;
  #server: ServerSpan | undefined;
  #isStarted = false;
  /** Whether request id and trace id were made here, as one. */
  #isFresh = false;

  override get requestId(): string {
    const server = this.#recorded;
    return server !== undefined && this.#isFresh ? server.ids.traceId : super.requestId;
  }

  override get traceId(): string {
    return this.#recorded?.ids.traceId ?? super.traceId;
  }

  override get spanId(): string {
    return this.#recorded?.ids.spanId ?? super.spanId;
  }

  override get traceFlags(): number {
    return this.#recorded?.ids.traceFlags ?? super.traceFlags;
  }

  override get tracestate(): string {
    return this.#recorded?.ids.tracestate ?? super.tracestate;
  }

  /** @internal */
  get [REQUEST_CONTEXT](): Context | undefined {
    return this.#recorded?.context;
  }

  override end(error?: unknown): void | PromiseLike<void> {
    if (this.ended) return;
    const server = this.#recorded;
    try {
      return super.end(error);
    } finally {
      const { scope, status, route } = this;
      if (server !== undefined) finishServerSpan(server, { scope, status, route, error });
    }
  }

  /** Starts when it is first asked for: then the options are known, whichever copy of the package made the span. */
  get #recorded(): ServerSpan | undefined {
    if (this.#isStarted) return this.#server;
    this.#isStarted = true;
    const tracer = currentTracer();
    if (tracer === undefined) return undefined;
    try {
      const origin = this[IDENTITY];
      this.#server = startServerSpan(tracer, this.scope, origin);
      this.#isFresh = isFresh(origin);
      recordSpans();
    } catch (error) {
      warn('TL_WARN_HOOK_FAILED', error);
    }
    return this.#server;
  }
}

/** Whether request id and trace were made here, as one: only of those is it known that they are random. */
function isFresh({ requestId, traceId, traceFlags, parentId }: Identity): boolean {
  return parentId === '' && requestId === traceId && (traceFlags & RANDOM) !== 0;
}

/** The tracer of the SDK that is registered; `undefined` if there is none. */
function currentTracer(): Tracer | undefined {
  const provider = trace.getTracerProvider() as Pick<ProxyTracerProvider, 'getTracer'> & Partial<ProxyTracerProvider>;
  if (provider.getDelegateTracer === undefined) return provider.getTracer(TRACER_NAME);
  return provider.getDelegateTracer(TRACER_NAME);
}
