import type { SpanView } from '../../api.js';
import type { RequestStarted } from '../../protocol/agent-event.js';
import type { HeldRequest } from '../store/held-request.js';
import type { RequestStore } from '../store/request-store.js';
import type { OfTrace } from './read-otlp.js';

/** What a span or a line costs beside its text. */
const OVERHEAD = 600;

/** Puts what another service sent into the request of its trace; where none is held, into a trace that stands alone. */
export function addToTrace(store: RequestStore, part: OfTrace): void {
  const parentId = part.span === undefined ? part.line.spanId : part.span.parentId;
  const ofTrace = store.ofTrace(part.traceId);
  const request =
    ofTrace.find(({ start, spans }) => start.spanId === parentId || spans.has(parentId)) ??
    ofTrace[0] ??
    store.add(startOf(part), part.service, OVERHEAD);
  const bytes = 2 * JSON.stringify(part).length + OVERHEAD;
  store.change(request, () => {
    const { span, line } = part;
    if (line !== undefined) request.addLine(line, bytes);
    // The agent knows more of the same span.
    else if (span.spanId !== '' && span.spanId !== request.start.spanId && !request.spans.has(span.spanId))
      request.addSpan(span, bytes);
    if (request.start.kind !== 'trace') return;
    request.state = 'ended'; // nobody says when it is: it may be dropped at any time
    if (span !== undefined) updateTrace(request, span);
  });
}

/** Moves a trace that stands alone into the request of that trace which has started now. */
export function absorbTraces(store: RequestStore, request: HeldRequest): void {
  for (const trace of store.ofTrace(request.start.traceId)) {
    if (trace === request || trace.start.kind !== 'trace') continue;
    const { spans, lines, bytes } = trace;
    store.drop(trace);
    store.change(request, () => {
      const each = bytes / (spans.size + lines.length);
      for (const span of spans.values()) request.addSpan(span, each);
      for (const line of lines) request.addLine(line, each);
    });
    store.tellCleared(); // whoever shows the trace asks again
  }
}

function startOf({ traceId, service, span, line }: OfTrace): RequestStarted {
  return {
    type: 'request',
    request: 0,
    kind: 'trace',
    id: '',
    traceId,
    spanId: '',
    parentId: '',
    name: span?.name ?? service,
    method: '',
    path: '',
    query: '',
    at: span?.startedAt ?? line?.at ?? 0,
    headers: {},
    client: '',
    server: '',
    http2: '',
  };
}

/** It is what its outermost span is, as far as that has come. */
function updateTrace(request: HeldRequest, span: SpanView): void {
  const { start, end } = request;
  const isRoot = span.parentId === '';
  const { name, startedAt, duration = 0, attributes, error } = span;
  const status = Number(attributes['http.response.status_code'] ?? attributes['http.status_code']);
  request.start = { ...start, ...(isRoot && { name }), at: Math.min(start.at, startedAt) };
  request.end = {
    type: 'end',
    request: 0,
    at: Math.max(end?.at ?? 0, startedAt + duration),
    status: isRoot && Number.isInteger(status) ? status : end?.status,
    error: isRoot ? error : end?.error,
    ran: undefined,
  };
}
