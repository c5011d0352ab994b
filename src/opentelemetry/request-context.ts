import { type Context, createContextKey } from '@opentelemetry/api';

import { currentSpan } from '../request/run/current-span.js';

/** Under which a span keeps the OpenTelemetry context of its request, for every copy of the package. */
export const REQUEST_CONTEXT: unique symbol = Symbol.for('throughline.opentelemetry.context');

/** The OpenTelemetry context of the current request; `undefined` where its span is no OpenTelemetry span. */
export function requestContext(): Context | undefined {
  return (currentSpan() as { readonly [REQUEST_CONTEXT]?: Context } | undefined)?.[REQUEST_CONTEXT];
}

/** Under which an OpenTelemetry context keeps the request id that a carrier brought. */
export const REQUEST_ID_KEY = createContextKey('throughline request id');
