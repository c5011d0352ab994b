import { type ProxyTracerProvider, ROOT_CONTEXT, trace, type Tracer } from '@opentelemetry/api';

import { warn } from '../core/throughline-warning.js';
import { tellManager } from '../request/active/context-managers.js';
import { recordedIdentity } from '../request/arrive/identity.js';
import type { Identity } from '../request/request-fields.js';
import { Span } from '../request/span/span.js';
import { EARLY, IDENTITY, LIFECYCLE } from '../request/span/span-symbols.js';
import { finishServerSpan } from './finish-server-span.js';
import { rpcMetadataIn } from './rpc-metadata.js';
import { type ServerSpan, startServerSpan } from './server-span.js';

const TRACER_NAME = 'throughline';

/**
 * A span that is also an OpenTelemetry span if an SDK is registered: of the kind SERVER for a request, CONSUMER for a message, INTERNAL
 * for another job. Pass it to any adapter, or to `runJob`, with the option `span`. It has the trace id, the span id and the flags of the
 * OpenTelemetry span, whose parent is the caller's span if that is trusted. A fresh request id is its trace id. It ends when the request
 * ends. If an instrumentation of OpenTelemetry already records the request, there is no second span. Without an SDK it is a plain `Span`.
 * Source: OpenTelemetry semantic conventions, HTTP server and messaging.
 *
 *     createServer(traced(listener, { span: OpenTelemetrySpan }));
 */
export class OpenTelemetrySpan extends Span {
  /** @internal */
  static readonly [EARLY] = true;
  #server: ServerSpan | undefined;
  #isStarted = false;
  #route: string | undefined;

  /** The route of the request, such as `/users/:id`. You set it, or an instrumentation of your framework does. */
  get route(): string | undefined {
    return this.#route;
  }

  set route(route: string | undefined) {
    this.#route = route;
    const metadata = rpcMetadataIn(this[IDENTITY].recording?.context);
    if (route !== undefined && metadata !== undefined) metadata.route = route;
  }

  /** Starts the OpenTelemetry span on first use: by then the options are known, whichever copy of the package made this span. @internal */
  override get [IDENTITY](): Identity {
    const origin = super[IDENTITY];
    if (this.#isStarted) return origin;
    this.#isStarted = true;
    return (this[LIFECYCLE].identity = this.#start(origin));
  }

  override end(error?: unknown): void | PromiseLike<void> {
    if (this.ended) return;
    const server = this.#server;
    try {
      return super.end(error);
    } finally {
      const { scope, status, route } = this;
      if (server !== undefined) finishServerSpan(server, { scope, status, route, error });
    }
  }

  /** Who the request is once OpenTelemetry records it. */
  #start(origin: Identity): Identity {
    const tracer = currentTracer();
    if (tracer === undefined || origin.recording?.server !== undefined) return origin;
    try {
      const server = startServerSpan(tracer, this.scope, origin);
      if (server === undefined) return origin;
      this.#server = server;
      tellManager();
      const { span, ids, context } = server;
      const { outer, managers } = origin.recording ?? { outer: ROOT_CONTEXT, managers: ROOT_CONTEXT };
      return recordedIdentity(origin, ids, { server: span, context, outer, managers });
    } catch (error) {
      warn('TL_WARN_HOOK_FAILED', error);
      return origin;
    }
  }
}

/** The tracer of the SDK that is registered; `undefined` if there is none. */
function currentTracer(): Tracer | undefined {
  const provider = trace.getTracerProvider() as Pick<ProxyTracerProvider, 'getTracer'> & Partial<ProxyTracerProvider>;
  if (provider.getDelegateTracer === undefined) return provider.getTracer(TRACER_NAME);
  return provider.getDelegateTracer(TRACER_NAME);
}
