import { expect, it } from 'vitest';

import type { CodePlace, SpanView } from '../../../src/inspector/api.js';
import { HelperLines } from '../../../src/inspector/collector/store/helper-lines.js';
import { HeldRequest } from '../../../src/inspector/collector/store/held-request.js';
import type { RequestStarted } from '../../../src/inspector/protocol/agent-event.js';
import { readEvent } from '../../../src/inspector/protocol/read-event.js';
import { started } from '../../support/inspector/fake-agent.js';

const at = (text: string): CodePlace => {
  const [file = '', line] = text.split(':');
  return { file, line: Number(line), column: 1 };
};

let last = 0;

/** A query that comes by these lines, the innermost first. */
function query(text: string, ...[place, ...callers]: string[]): SpanView {
  const span = {
    spanId: (++last).toString(16).padStart(16, '0'),
    name: 'SELECT',
    place: at(place as string),
    callers: callers.map((each) => at(each)),
    attributes: { 'db.query.text': text },
    startedAt: 1000,
    duration: 1,
  };
  const event = readEvent(JSON.stringify({ type: 'span', request: 1, span }));
  return (event as { span: SpanView }).span;
}

function repeatedIn(spans: readonly SpanView[], helpers = new HelperLines()): [string, number, string | undefined][] {
  const request = new HeldRequest(1, readEvent(JSON.stringify(started(1))) as RequestStarted, 'shop', 1e6, helpers);
  for (const span of spans) request.addSpan(span, 100);
  return request.detail().repeated.map(({ spanId, count, place }) => {
    const text = String(spans.find((span) => span.spanId === spanId)?.attributes['db.query.text']);
    return [text, count, place && `${place.file}:${place.line}`];
  });
}

it('names the line that repeats a query where all queries go through one function', () => {
  const spans = [
    query('items', 'db.js:12', 'orders.js:40'),
    query('users', 'db.js:12', 'users.js:7', 'app.js:1'),
    query('items', 'db.js:12', 'orders.js:40'),
    query('users', 'db.js:12', 'users.js:7', 'app.js:1'),
    query('users', 'db.js:12', 'users.js:7', 'app.js:1'),
  ];
  expect(repeatedIn(spans)).toEqual([
    ['users', 3, 'users.js:7'],
    ['items', 2, 'orders.js:40'],
  ]);
});

it('names the line of the query where no other line asks by it, and learns from other requests where one does', () => {
  const spans = [query('items', 'db.js:12', 'orders.js:40'), query('items', 'db.js:12', 'orders.js:40')];
  const helpers = new HelperLines();
  expect(repeatedIn(spans, helpers)).toEqual([['items', 2, 'db.js:12']]);
  repeatedIn([query('users', 'db.js:12', 'users.js:7')], helpers);
  expect(repeatedIn(spans, helpers)).toEqual([['items', 2, 'orders.js:40']]);
});

it('names the outermost line that is known where all are of helpers, or nobody is known to call the last', () => {
  const spans = [
    query('items', 'db.js:12', 'log.js:3'),
    query('items', 'db.js:12', 'log.js:3'),
    query('items', 'db.js:12', 'a.js:1'),
    query('items', 'db.js:12'),
    query('items', 'db.js:12'),
  ];
  expect(repeatedIn(spans).toSorted((one, other) => String(one[2]).localeCompare(String(other[2])))).toEqual([
    ['items', 2, 'db.js:12'],
    ['items', 2, 'log.js:3'],
  ]);
});
