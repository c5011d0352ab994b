import { copyContext } from '../../core/context.js';
import { enter } from '../../core/enter.js';
import { generateSpanId } from '../../w3c/ids.js';
import { CTX_SPAN_ID } from '../context-vars.js';
import { isSkipped } from './current-span.js';
import { recordedSpanId } from './recorder.js';

/**
 * Runs `fn` in a copy of the current context with the recorded span id, else a new one; with none in a skipped request. Returns
 * what `fn` returns. For the parts of a long request: the messages of a WebSocket, for example.
 */
export function runChild<R>(fn: () => R): R {
  if (isSkipped()) return enter(copyContext(), fn);
  return CTX_SPAN_ID.run(recordedSpanId() ?? generateSpanId(), fn);
}
