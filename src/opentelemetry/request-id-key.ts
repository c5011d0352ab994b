import { createContextKey } from '@opentelemetry/api';

/** Under which an OpenTelemetry context keeps the request id that a carrier brought. */
export const REQUEST_ID_KEY = createContextKey('throughline request id');
