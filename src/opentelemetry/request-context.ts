import type { Context } from '@opentelemetry/api';

import { currentSpan } from '../request/current-span.js';
import type { Span } from '../request/span.js';

/** Under which a span keeps the OpenTelemetry context of its request, for every copy of the package. */
export const REQUEST_CONTEXT: unique symbol = Symbol.for('throughline.opentelemetry.context');

/** The OpenTelemetry context of a request; `undefined` where its span is no OpenTelemetry span. */
export function requestContext(request: Span | undefined = currentSpan()): Context | undefined {
  return (request as { readonly [REQUEST_CONTEXT]?: Context } | undefined)?.[REQUEST_CONTEXT];
}
