import { copyContext } from '../../core/context.js';
import { enter } from '../../core/enter.js';
import { generateSpanId } from '../../w3c/ids.js';
import { CTX_SPAN_ID } from '../context-vars.js';
import { isSkipped } from './current-span.js';
import { recordedSpanId } from './recorder.js';

/**
 * Calls `fn()` in a copy of the current context, as a child of its span: with a span id of its own, unless the span is
 * recorded elsewhere, in the same request and trace; with none where the request is skipped. Gives what `fn` returns. For what a
 * long request consists of: the messages of a WebSocket, for one.
 */
export function runChild<R>(fn: () => R): R {
  if (isSkipped()) return enter(copyContext(), fn);
  return CTX_SPAN_ID.run(recordedSpanId() ?? generateSpanId(), fn);
}
