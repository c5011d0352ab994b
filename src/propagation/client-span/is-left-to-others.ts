import { activeContext } from '../../request/active/active-context.js';
import { spanIn } from '../../request/active/opentelemetry-api.js';
import { SUPPRESS_TRACING } from '../../request/active/otel-symbols.js';

/** The parts of a span of OpenTelemetry's SDK that are needed. */
interface SdkSpan {
  readonly kind?: unknown;
  readonly attributes?: Readonly<Record<string, unknown>>;
  readonly ended?: boolean;
}

/** Source: OpenTelemetry API 1.x, `SpanKind.CLIENT`. */
const CLIENT = 2;

/**
 * Whether OpenTelemetry suppresses tracing now, or records the request that is being made: its instrumentation of node:http makes a span
 * active for that time.
 */
export function isLeftToOthers(): boolean {
  const active = activeContext();
  if (active?.getValue(SUPPRESS_TRACING) === true) return true;
  const span = spanIn(active) as SdkSpan | undefined;
  if (span?.kind !== CLIENT || span.ended === true) return false;
  return span.attributes?.['http.request.method'] !== undefined || span.attributes?.['http.method'] !== undefined;
}
