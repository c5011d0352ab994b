import type { Span, Tracer } from '@opentelemetry/api';

import { isSdkRegistered } from './late-registration.js';
import type { Sender } from './tracer-provider.js';

/**
 * Has `register` called before the first span that somebody makes by OpenTelemetry's API, as libraries do that need no instrumentation. An SDK that is
 * registered takes this place, as it would without: a tracer that was asked for before asks for that then.
 */
export function standIn({ api: { trace, INVALID_SPAN_CONTEXT } }: Pick<Sender, 'api'>, register: () => void): void {
  const provider = trace.getTracerProvider();
  if (isSdkRegistered() || !('setDelegate' in provider)) return;
  (provider as { setDelegate(provider: object): void }).setDelegate({ getTracer: tracer });

  function tracer(...which: Parameters<typeof trace.getTracer>): Tracer {
    const begin = (): Tracer | undefined => {
      register();
      return isSdkRegistered() ? trace.getTracer(...which) : undefined; // it was refused: the versions differ
    };
    return {
      startSpan: (...args) => begin()?.startSpan(...args) ?? none(),
      startActiveSpan(...args: unknown[]): unknown {
        const registered = begin();
        if (registered !== undefined) return Reflect.apply(registered.startActiveSpan, registered, args);
        return (args.at(-1) as (span: Span) => unknown)(none());
      },
    };
  }

  function none(): Span {
    return trace.wrapSpanContext(INVALID_SPAN_CONTEXT);
  }
}
