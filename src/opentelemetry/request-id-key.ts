import { createContextKey } from '@opentelemetry/api';

/** The key of the request id in an OpenTelemetry context: `extract` has read it from a carrier. */
export const REQUEST_ID_KEY = createContextKey('throughline request id');
