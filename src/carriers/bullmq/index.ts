export { headersOf, type SentJob } from './headers-of.js';
export { telemetry } from './telemetry.js';
