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

it('prints a list, without what a terminal would obey', () => {
  expect(
    showRequests([REQUEST, { ...REQUEST, key: '1', state: 'running', duration: undefined, error: undefined }]),
  ).toBe(
    [
      'KEY  TIME          STATUS   TOOK     HAS               WHAT',
      '1f   03:04:05.067  500      12.3 ms  2 spans, 1 lines  GET /orders [2J  TypeError: broken',
      '1    03:04:05.067  running  -        2 spans, 1 lines  GET /orders [2J',
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
