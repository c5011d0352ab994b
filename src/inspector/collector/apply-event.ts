import type { AgentEvent } from '../protocol/agent-event.js';
import type { HeldRequest } from './store/held-request.js';

/** An event of a request that has started. */
export type OfRequest = Exclude<
  AgentEvent,
  { type: 'hello' | 'dropped' | 'finding' | 'again' | 'outside' | 'request' }
>;

/** What an object costs beside its text. */
const OVERHEAD = 160;

/** About how many bytes an event takes whose JSON has this length. */
export function bytesOf(length: number): number {
  return 2 * length + OVERHEAD;
}

/** Puts an event into the request that it is of; `bytes` is what it takes there. */
export function applyEvent(request: HeldRequest, event: OfRequest, bytes: number): void {
  switch (event.type) {
    case 'end':
      request.end = event;
      request.state = 'ended';
      break;
    case 'span':
      request.addSpan(event.span, bytes);
      break;
    case 'spanEnd':
      request.endSpan(event, bytes);
      break;
    case 'line':
      request.addLine(event.line, bytes);
      break;
    case 'task':
      request.addTask(event.task, bytes);
      break;
    case 'variable':
      request.addVariable(event.variable, bytes);
      break;
    case 'error':
      request.addError(event.error, bytes);
      break;
  }
}
