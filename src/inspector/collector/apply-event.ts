import type { AgentEvent } from '../protocol/agent-event.js';
import type { HeldRequest } from './store/held-request.js';

/** What an agent tells that is no part of a request that has started. */
const OTHERS = ['hello', 'dropped', 'finding', 'again', 'outside', 'lost', 'request'] as const;

/** An event of a request that has started. */
type OfRequest = Exclude<AgentEvent, { type: (typeof OTHERS)[number] }>;

/** Whether an event is one of a request that has started. */
export function isOfRequest(event: AgentEvent): event is OfRequest {
  return !(OTHERS as readonly string[]).includes(event.type);
}

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
