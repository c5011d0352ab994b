import { type ProxyTracerProvider, trace, type Tracer } from '@opentelemetry/api';

const NAME = 'throughline';

/** The tracer of the SDK that is registered; `undefined` if there is none. */
export function currentTracer(): Tracer | undefined {
  const provider = trace.getTracerProvider() as Pick<ProxyTracerProvider, 'getTracer'> & Partial<ProxyTracerProvider>;
  if (provider.getDelegateTracer === undefined) return provider.getTracer(NAME);
  return provider.getDelegateTracer(NAME);
}
