/**
 * Carries the id and the trace in messages of SQS and SNS.
 *
 * @module
 * @since 0.1.0
 */
export { headersOf, type SentMessage } from './headers-of.js';
export { injectAttributes, type MessageAttributes } from './inject-attributes.js';
