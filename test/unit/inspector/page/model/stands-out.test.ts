import { describe, expect, it } from 'vitest';

import { standsOut } from '../../../../../src/inspector/page/model/stands-out.js';
import {
  failedRequest,
  repeatingRequest,
  runningJob,
  slowRequest,
} from '../../../../support/inspector/planted-requests.js';
import { sampleRequest } from '../../../../support/inspector/sample-request.js';

const textsOf = (...args: Parameters<typeof standsOut>): string[] => standsOut(...args).map(({ text }) => text);

describe('what stands out', () => {
  it('is nothing in a common request', () => {
    expect(standsOut(sampleRequest(1))).toEqual([]);
  });

  it.each([
    [
      slowRequest(1),
      [
        '84 % of the time in one query: SELECT sum(price) FROM items GROUP BY day at orders.js:71, 790 ms',
        'Went on after the response: 1 span and 1 line',
      ],
    ],
    [failedRequest(1), ["Failed with TypeError: Cannot read properties of undefined (reading 'card') at orders.js:41"]],
    [
      repeatingRequest(1),
      [
        'A line is logged in no request: "drained" at orders.js:52, seen 3 times in all',
        '12 times the same query: SELECT * FROM items WHERE order_id = $1 from orders.js:40, 71 % of the time',
      ],
    ],
    [runningJob(1), ['Still runs']],
    [
      sampleRequest(1, { state: 'lost', status: undefined, duration: undefined }),
      ['Its process ended before the request did'],
    ],
    [sampleRequest(1, { status: 503 }), ['Answered 503']],
    [sampleRequest(1, { error: 'Error: cut\n  at x' }), ['Failed with Error: cut']],
    [
      sampleRequest(1, { duration: 100, ran: 80 }),
      ['Its code ran for 80 % of the time. Other requests waited for 80 ms'],
    ],
    [sampleRequest(1, { cut: ['20 lines were dropped'] }), ['20 lines were dropped']],
  ])('%#: in words', (request, texts) => {
    expect(textsOf(request)).toEqual(texts);
  });

  it('has a query of several lines on one', () => {
    const { spans, ...rest } = slowRequest(1);
    const text = '\n  SELECT sum(price)\n    FROM items\n';
    const lined = spans.map((span) => ({ ...span, attributes: { ...span.attributes, 'db.query.text': text } }));
    expect(textsOf({ ...rest, spans: lined })[0]).toContain('one query: SELECT sum(price) FROM items at orders.js:71');
  });

  it('is what took the time before what is only to be known', () => {
    const late = { ...repeatingRequest(1).findings[0]!, code: 'TL_DOC_LATE', message: 'GET /report goes on', count: 1 };
    const found = standsOut({ ...slowRequest(1), findings: [late] });
    expect(found.map(({ weight, text }) => [weight, text.slice(0, 20)])).toEqual([
      ['warning', '84 % of the time in '],
      ['note', 'GET /report goes on '],
      ['note', 'Went on after the re'],
    ]);
  });

  it('says who called a helper that asked', () => {
    const { spans, ...rest } = slowRequest(1);
    const callers = [{ file: '/app/src/report.js', line: 9, column: 1 }];
    const called = spans.map((span) => ({ ...span, callers }));
    expect(textsOf({ ...rest, spans: called })[0]).toContain(' at orders.js:71, called from report.js:9, 790 ms');
  });

  it('counts time once that spans within a span overlap', () => {
    const { spans, ...rest } = sampleRequest(1, { duration: 100 });
    const [root] = spans;
    const child = { ...root!, spanId: 'c', parentId: root!.spanId, name: 'both', duration: 90 };
    const within = ['d', 'e'].map((spanId) => ({ ...child, spanId, parentId: 'c', name: spanId, duration: 45 }));
    expect(textsOf({ ...rest, spans: [root!, child, ...within] })).toEqual([
      '45 % of the time in one span: both, 45 ms',
    ]);
  });
});
