import { expect, it } from 'vitest';

import type { RequestDetail, SpanView } from '../../../src/inspector/api.js';
import { showLines, showRequest, showRequests } from '../../../src/command/inspect/show-request.js';

const span = (spanId: string, parentId: string, name: string, startedAt: number): SpanView => ({
  spanId,
  parentId,
  service: 'shop',
  name,
  kind: 'internal',
  startedAt,
  duration: 5,
  attributes: {},
  events: [],
  error: undefined,
  place: undefined,
});

const REQUEST: RequestDetail = {
  key: '1f',
  sequence: 51,
  kind: 'request',
  state: 'ended',
  service: 'shop',
  id: 'abc',
  traceId: 't',
  spanId: 'a',
  name: 'GET /orders\u001b[2J',
  method: 'GET',
  path: '/orders',
  status: 500,
  startedAt: new Date(2026, 0, 2, 3, 4, 5, 67).getTime(),
  duration: 12.34,
  ran: undefined,
  error: 'TypeError: broken',
  counts: { spans: 2, lines: 1, variables: 0, findings: 0 },
  headers: {},
  client: '',
  spans: [],
  lines: [],
  tasks: [],
  variables: [],
  errors: [],
  findings: [],
  repeated: [],
  cut: [],
};

const RUNNING: RequestDetail = {
  ...REQUEST,
  key: '1',
  state: 'running',
  status: undefined,
  duration: undefined,
  error: undefined,
  counts: { spans: 1, lines: 0, variables: 0, findings: 1 },
};

it('prints a list, without what a terminal would obey', () => {
  expect(showRequests([REQUEST, RUNNING])).toBe(
    [
      'KEY     TIME          STATUS   TOOK     HAS                         WHAT',
      '1f   !  03:04:05.067  500      12.3 ms  2 spans, 1 line             GET /orders [2J  TypeError: broken',
      '1       03:04:05.067  running  -        1 span, 0 lines, 1 finding  GET /orders [2J',
      '',
    ].join('\n'),
  );
});

it('prints spans under their parents, also those that stand in a circle', () => {
  const { startedAt } = REQUEST;
  const spans = [
    span('a', 'x', 'root', startedAt),
    span('c', 'b', 'query', startedAt + 2),
    span('b', 'a', 'charge\u202e', startedAt + 1),
    span('d', 'e', 'circle', startedAt),
    span('e', 'd', 'circle', startedAt),
  ];
  const text = showRequest({ ...REQUEST, spans });
  expect(text.split('Spans\n')[1]).toBe(
    [
      '  +0.0  5.0 ms  root',
      '  +1.0  5.0 ms    charge',
      '  +2.0  5.0 ms      query',
      '  +0.0  5.0 ms  circle',
      '  +0.0  5.0 ms    circle',
      '',
    ].join('\n'),
  );
});

it('prints lines with their places', () => {
  const place = { file: `${process.cwd()}/src/app.js`, line: 7, column: 1 };
  const lines = [{ at: REQUEST.startedAt + 1, level: 'info', text: 'a\nb', fields: undefined, spanId: '', place }];
  expect(showLines({ ...REQUEST, lines })).toBe('+1.0  info  src/app.js:7  a b\n');
  expect(showLines(REQUEST)).toBe('It wrote none.\n');
});

it('begins with what stands out, and ends with errors and findings in full', () => {
  const place = { file: `${process.cwd()}/src/shop.js`, line: 42, column: 1 };
  const { startedAt } = REQUEST;
  const query = { ...span('q', 'a', 'SELECT', startedAt), attributes: { 'db.query.text': 'SELECT 1' }, place };
  const text = showRequest({
    ...REQUEST,
    spans: [span('a', '', 'root', startedAt), query],
    repeated: [{ name: 'SELECT', spanId: 'q', count: 12, total: 6, place }],
    errors: [
      {
        at: startedAt,
        name: 'TypeError',
        message: 'broken',
        stack: 'TypeError: broken\n    at buy (src/shop.js:42:1)\n    at main\u001b[2J',
        place,
        code: [],
      },
    ],
    findings: [
      {
        code: 'TL_DOC_LOST',
        grade: 'sure',
        message: 'lost',
        place,
        count: 1,
        mend: 'Keep it.',
        mendCode: [],
        report: '',
      },
    ],
  });
  expect(text.split('\nid ')[0]).toBe(
    [
      'GET /orders [2J',
      '',
      '! Failed with TypeError: broken at shop.js:42',
      '- lost at shop.js:42',
      '- 12 times the same query: SELECT 1 from shop.js:42, 49 % of the time',
      '',
    ].join('\n'),
  );
  expect(text).toContain('  +0.0  5.0 ms    SELECT  src/shop.js:42  SELECT 1\n');
  expect(text.split('Errors\n')[1]).toBe(
    [
      '  TypeError: broken  src/shop.js:42',
      '      at buy (src/shop.js:42:1)',
      '      at main [2J',
      '',
      'Findings',
      '  TL_DOC_LOST  src/shop.js:42  once',
      '    lost',
      '    help: Keep it.',
      '    npx throughline explain TL_DOC_LOST',
      '',
    ].join('\n'),
  );
});
