import { activeContext } from '../../request/active/active-context.js';
import { spanIn } from '../../request/active/opentelemetry-api.js';

/** Under this key OpenTelemetry says that nothing is to be traced: what its exporters send, for one. */
const SUPPRESS_TRACING: unique symbol = Symbol.for('OpenTelemetry SDK Context Key SUPPRESS_TRACING');

/** The parts of a span of OpenTelemetry's SDK that are needed. */
interface SdkSpan {
  readonly kind?: unknown;
  readonly attributes?: Readonly<Record<string, unknown>>;
  readonly ended?: boolean;
}

/** Source: OpenTelemetry API 1.x, `SpanKind.CLIENT`. */
const CLIENT = 2;

/**
 * Whether OpenTelemetry wants no span of a request that is made now, or has one: its instrumentation of node:http makes that active while it makes
 * the request.
 */
export function isLeftToOthers(): boolean {
  const active = activeContext();
  if (active?.getValue(SUPPRESS_TRACING) === true) return true;
  const span = spanIn(active) as SdkSpan | undefined;
  if (span?.kind !== CLIENT || span.ended === true) return false;
  return span.attributes?.['http.request.method'] !== undefined || span.attributes?.['http.method'] !== undefined;
}
