import { attempt } from '../../../core/attempt.js';
import type { AgentEvent } from '../../protocol/agent-event.js';
import { fieldsOf, numberOf, textOf } from '../../protocol/fields.js';
import { readEvent } from '../../protocol/read-event.js';
import { applyEvent, bytesOf, isOfRequest } from '../apply-event.js';
import { type HeldRequest, PARTS } from '../store/held-request.js';
import type { RequestStore } from '../store/request-store.js';

/** A request as a file keeps it: a head, and the events by which an agent would tell of it, one JSON on each line. */
export function eventsOf(held: HeldRequest): string {
  const { service, dropped, start, end, spans, lines, tasks, variables, errors, findings } = held;
  const { request } = start;
  const events: readonly AgentEvent[] = [
    start,
    ...[...spans.values()].map((span) => ({ type: 'span', request, span }) as const),
    ...lines.map((line) => ({ type: 'line', request, line }) as const),
    ...tasks.map((task) => ({ type: 'task', request, task }) as const),
    ...variables.map((variable) => ({ type: 'variable', request, variable }) as const),
    ...errors.map((error) => ({ type: 'error', request, error }) as const),
    ...findings.map((finding) => ({ type: 'finding', number: 0, finding }) as const),
    ...(end === undefined ? [] : [end]),
  ];
  return [{ service, dropped }, ...events].map((event) => JSON.stringify(event)).join('\n');
}

/**
 * Puts a request that a file kept into the store. The file is trusted no more than an agent: each event is read by the same readers.
 * `undefined` where it has no request.
 */
export function restoreRequest(store: RequestStore, sequence: number, text: string): HeldRequest | undefined {
  const [head = '', first = '', ...rest] = text.split('\n');
  const start = readEvent(first);
  if (start?.type !== 'request') return undefined;
  const { service, dropped } = fieldsOf(attempt(() => JSON.parse(head) as unknown));
  const request = store.restore(sequence, start, textOf(service, 100), bytesOf(first.length));
  store.change(request, () => (request.state = 'lost')); // until its end is read
  for (const line of rest) {
    const event = readEvent(line);
    if (event !== undefined) store.change(request, () => restoreEvent(request, event, bytesOf(line.length)));
  }
  for (const part of PARTS) request.addDropped(part, numberOf(fieldsOf(dropped)[part]));
  return request;
}

function restoreEvent(request: HeldRequest, event: AgentEvent, bytes: number): void {
  if (event.type === 'finding') request.addFinding(event.finding, bytes);
  else if (isOfRequest(event)) applyEvent(request, event, bytes);
}
