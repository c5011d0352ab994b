/**
 * For tests of an application: contexts, ids, log lines and spans.
 *
 * @module
 * @since 0.1.0
 */
export { captureSpans, type CapturedSpan, SpanCapture } from './capture-spans.js';
export type { ContextValues } from './context-with.js';
export { countingIds } from './counting-ids.js';
export { LogCapture } from './log-capture.js';
export { TestContext } from './test-context.js';
export { inContext } from './in-context.js';
