import { copyContext } from '../../core/context.js';
import { enter } from '../../core/enter.js';
import { generateSpanId } from '../../w3c/ids.js';
import { CTX_SPAN_ID } from '../context-vars.js';
import { isSkipped } from './current-span.js';
import { recordedSpanId } from '../active/active-ids.js';

/**
 * Runs `fn` in a copy of the current context and returns what it returns. For the parts of a long request, such as the messages
 * of a WebSocket. `CTX_SPAN_ID` of the copy is the span that OpenTelemetry records, or a new id if it records none. In a skipped
 * request it stays as it is.
 */
export function runChild<R>(fn: () => R): R {
  if (isSkipped()) return enter(copyContext(), fn);
  return CTX_SPAN_ID.run(recordedSpanId() ?? generateSpanId(), fn);
}
