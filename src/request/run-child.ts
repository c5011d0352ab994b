import { generateSpanId } from '../trace/ids.js';
import { CTX_SPAN_ID } from './context-vars.js';
import { recordedSpanId } from './recorder.js';

/**
 * Calls `fn()` in a copy of the current context, as a child of its span: with a span id of its own, unless the span is
 * recorded elsewhere, in the same request and trace. Gives what `fn` returns. For what a long request consists of: the messages of a WebSocket, for one.
 */
export function runChild<R>(fn: () => R): R {
  return CTX_SPAN_ID.run(recordedSpanId() ?? generateSpanId(), fn);
}
