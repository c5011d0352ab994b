import type { RequestDetail, SpanView } from '../../../src/inspector/api.js';
import { hex, sampleRequest, sampleSpan } from './sample-request.js';

const FILE = '/app/src/orders.js';
const place = (line: number, column = 5) => ({ file: FILE, line, column });

/** A request that one query makes slow. */
export function slowRequest(n: number): RequestDetail {
  const base = sampleRequest(n, {
    method: 'GET',
    path: '/report',
    name: 'GET /report',
    status: 200,
    duration: 940,
    ran: 61,
  });
  const { startedAt, spanId } = base;
  const root = sampleSpan({ spanId, name: 'GET /report', kind: 'server', startedAt, duration: 940 });
  const query = sampleSpan({
    spanId: hex(n + 0xb00000000, 16),
    parentId: spanId,
    name: 'SELECT report',
    kind: 'client',
    startedAt: startedAt + 60,
    duration: 790,
    attributes: {
      'db.system.name': 'postgresql',
      'db.operation.name': 'sum',
      'db.query.text': 'SELECT sum(price) FROM items GROUP BY day',
    },
    place: place(71),
  });
  const render = sampleSpan({
    spanId: hex(n + 0xb10000000, 16),
    parentId: spanId,
    name: 'render report',
    startedAt: startedAt + 860,
    duration: 55,
    place: place(74),
  });
  const mail = sampleSpan({
    spanId: hex(n + 0xb20000000, 16),
    parentId: spanId,
    name: 'send report by mail',
    kind: 'producer',
    startedAt: startedAt + 990,
    duration: 120,
    place: place(80),
  });
  const line = (at: number, level: string, text: string, at2: number) => ({
    at: startedAt + at,
    level,
    text,
    fields: undefined,
    spanId,
    place: place(at2),
  });
  return {
    ...base,
    spans: [root, query, render, mail],
    lines: [
      line(3, 'info', 'report asked for', 68),
      line(855, 'warn', 'the report has 12,400 days', 73),
      line(1000, 'info', 'mail is sent after the response', 79),
    ],
    counts: { spans: 4, lines: 3, variables: 0, findings: 0 },
  };
}

/** A request that fails, with its error and the code around it. */
export function failedRequest(n: number): RequestDetail {
  const base = sampleRequest(n, {
    method: 'POST',
    path: '/checkout',
    name: 'POST /checkout',
    status: 500,
    duration: 38,
    ran: 12,
  });
  const message = "Cannot read properties of undefined (reading 'card')";
  const stack = `TypeError: ${message}\n    at charge (${FILE}:41:27)\n    at checkout (${FILE}:33:9)`;
  const texts = [
    'export async function charge(order) {',
    '  const customer = await customers.find(order.customer);',
    '  const { card } = customer.payment;',
    '  return payments.charge(card, order.total);',
    '}',
  ];
  const at = base.startedAt + 31;
  return {
    ...base,
    error: `TypeError: ${message}`,
    lines: [
      ...base.lines,
      { at, level: 'error', text: 'checkout failed', fields: '{"order":17}', spanId: base.spanId, place: place(36) },
    ],
    errors: [
      {
        at,
        name: 'TypeError',
        message,
        stack,
        place: place(41, 27),
        code: texts.map((text, i) => ({ line: 39 + i, text })),
      },
    ],
    counts: { ...base.counts, lines: 3 },
  };
}

/** A request that asks for each order by a query of its own, and in which a variable gets lost. */
export function repeatingRequest(n: number): RequestDetail {
  const base = sampleRequest(n, {
    path: '/orders',
    method: 'GET',
    name: 'GET /orders',
    status: 200,
    duration: 160,
    ran: 30,
  });
  const { startedAt, spanId } = base;
  const name = 'SELECT item';
  const queries = Array.from({ length: 12 }, (_, i): SpanView =>
    sampleSpan({
      spanId: hex(n + 0xc00000000 + i * 0x10000, 16),
      parentId: spanId,
      name,
      kind: 'client',
      startedAt: startedAt + 12 + i * 11,
      duration: 9.5,
      attributes: { 'db.system.name': 'postgresql', 'db.query.text': 'SELECT * FROM items WHERE order_id = $1' },
      place: place(40),
    }),
  );
  const mendCode = ["import { bind } from 'throughline';", '', "pool.on('drain', bind(() => log.info('drained')));"];
  return {
    ...base,
    spans: [sampleSpan({ spanId, name: base.name, kind: 'server', startedAt, duration: 160 }), ...queries],
    tasks: [
      { id: 1, parent: undefined, startedAt, place: undefined },
      { id: 2, parent: 1, startedAt: startedAt + 10, place: place(38) },
      { id: 3, parent: 1, startedAt: startedAt + 11, place: place(39) },
    ],
    variables: [
      { at: startedAt + 2, task: 1, variable: 'user', what: 'set', value: '"ada"', place: place(30) },
      { at: startedAt + 12, task: 2, variable: 'tenant', what: 'set', value: '"north"', place: place(42) },
      { at: startedAt + 150, task: 2, variable: 'tenant', what: 'reset', value: undefined, place: place(44) },
      { at: startedAt + 151, task: 3, variable: 'user', what: 'set', value: '"guest"', place: place(45) },
    ],
    findings: [
      {
        code: 'TL_DOC_LOST',
        grade: 'sure',
        message: 'A line is logged in no request: "drained"',
        place: place(52),
        count: 3,
        mend: 'bind the callback where you pass it',
        mendCode,
        report: 'lost: a line is logged in no request\n  at orders.js:52\n  the flow began at pool.js:9',
      },
    ],
    lines: [
      ...base.lines,
      { at: startedAt + 155, level: 'info', text: 'drained', fields: undefined, spanId, place: place(52) },
    ],
    repeated: [{ name, spanId: queries[0]?.spanId ?? '', count: 12, total: 114, place: place(40) }],
    counts: { spans: 13, lines: 3, variables: 4, findings: 1 },
  };
}

/** A job that runs. */
export function runningJob(n: number): RequestDetail {
  return sampleRequest(n, {
    kind: 'job',
    state: 'running',
    name: 'nightly invoices',
    method: '',
    path: '',
    status: undefined,
    duration: undefined,
    ran: undefined,
    headers: {},
    client: '',
  });
}
