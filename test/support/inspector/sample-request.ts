import type { OutsideLine, RequestDetail, RequestSummary, SpanView } from '../../../src/inspector/api.js';

/** When the first sample starts: a fixed time, so that screenshots stay the same. */
const SAMPLES_FROM = Date.UTC(2026, 0, 12, 9, 30);

const ROUTES = [
  ['GET', '/orders', 200],
  ['GET', '/orders/17', 200],
  ['POST', '/orders', 201],
  ['GET', '/customers/ada', 200],
  ['GET', '/health', 200],
  ['GET', '/missing', 404],
] as const;

/** The `n`th sample, from 1: a common request with two spans and two lines. The same `n` gives the same request. */
export function sampleRequest(n: number, changes: Partial<RequestDetail> = {}): RequestDetail {
  const [anyMethod, anyPath, status] = ROUTES[n % ROUTES.length] as (typeof ROUTES)[number];
  const { method = anyMethod, path = anyPath } = changes;
  const startedAt = SAMPLES_FROM + n * 37;
  const duration = changes.duration ?? 4 + ((n * 7919) % 400) / 10;
  const spanId = hex(n, 16);
  const spans: SpanView[] = [
    sampleSpan({ spanId, name: `${method} ${path}`, kind: 'server', startedAt, duration }),
    sampleSpan({
      spanId: hex(n + 0xa00000000, 16),
      parentId: spanId,
      name: 'SELECT orders',
      kind: 'client',
      startedAt: startedAt + duration * 0.2,
      duration: duration * 0.3,
      attributes: { 'db.system.name': 'postgresql', 'db.query.text': 'SELECT * FROM orders WHERE customer = $1' },
      place: { file: '/app/src/orders.js', line: 12, column: 5 },
    }),
  ];
  const lines = [
    {
      at: startedAt + duration * 0.1,
      level: 'info',
      text: `${method} ${path} comes in`,
      fields: undefined,
      spanId,
      place: undefined,
    },
    {
      at: startedAt + duration * 0.8,
      level: 'info',
      text: 'orders read',
      fields: `{"orders":${n % 9}}`,
      spanId,
      place: { file: '/app/src/orders.js', line: 14, column: 3 },
    },
  ];
  const detail: RequestDetail = {
    key: `k${n}`,
    sequence: n,
    kind: 'request',
    state: 'ended',
    service: 'shop',
    id: `req-${String(n).padStart(6, '0')}`,
    traceId: hex(n, 32),
    spanId,
    name: `${method} ${path}`,
    method,
    path,
    status,
    startedAt,
    duration,
    ran: duration * 0.25,
    error: undefined,
    headers: { host: 'localhost:3000', accept: 'application/json', authorization: '(redacted)' },
    client: '127.0.0.1',
    spans,
    lines,
    tasks: [{ id: 1, parent: undefined, startedAt, place: undefined }],
    variables: [],
    errors: [],
    findings: [],
    repeated: [],
    cut: [],
    ...changes,
    counts: { spans: 0, lines: 0, variables: 0, findings: 0 },
  };
  const { spans: all, lines: written, variables, findings } = detail;
  const counts = { spans: all.length, lines: written.length, variables: variables.length, findings: findings.length };
  return { ...detail, counts, ...(changes.counts !== undefined && { counts: changes.counts }) };
}

export function sampleSpan(span: Partial<SpanView> & Pick<SpanView, 'spanId' | 'name' | 'startedAt'>): SpanView {
  return {
    parentId: '',
    service: 'shop',
    kind: 'internal',
    duration: 1,
    attributes: {},
    events: [],
    error: undefined,
    place: undefined,
    ...span,
  };
}

/** The `n`th sample of a line that stands in no request, from 1. */
export function sampleLine(n: number, changes: Partial<OutsideLine> = {}): OutsideLine {
  return {
    at: SAMPLES_FROM + n * 37,
    level: 'info',
    text: `queue has ${n} jobs`,
    fields: undefined,
    spanId: '',
    place: { file: '/app/src/queue.js', line: 7, column: 3 },
    sequence: n,
    service: 'shop',
    lostBy: [],
    ...changes,
  };
}

/** What the list says of a request. */
export function summaryOf(detail: RequestDetail): RequestSummary {
  const inside = new Set([
    'headers',
    'client',
    'spans',
    'lines',
    'tasks',
    'variables',
    'errors',
    'findings',
    'repeated',
    'cut',
  ]);
  return Object.fromEntries(Object.entries(detail).filter(([name]) => !inside.has(name))) as unknown as RequestSummary;
}

export function hex(n: number, length: number): string {
  return n.toString(16).padStart(length, '0');
}
