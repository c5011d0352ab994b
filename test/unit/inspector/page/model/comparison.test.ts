import { describe, expect, it } from 'vitest';

import type { RequestDetail, SpanView } from '../../../../../src/inspector/api.js';
import { type ComparedRow, compareSpans } from '../../../../../src/inspector/page/model/comparison.js';
import { compareTimes } from '../../../../../src/inspector/page/model/time-spent.js';
import { hostileRequest } from '../../../../support/inspector/hostile-request.js';
import { repeatingRequest, runningJob, slowRequest } from '../../../../support/inspector/planted-requests.js';
import { sampleRequest, sampleSpan } from '../../../../support/inspector/sample-request.js';

const written = (row: ComparedRow): unknown[] =>
  row.kind === 'span'
    ? [row.left?.name, row.right?.name, row.difference]
    : ['gap', row.left?.duration, row.right?.duration, row.difference];

/** A request of 100 ms with spans within it: the name, the start and the end of each. */
function requestWith(...within: readonly (readonly [name: string, from: number, to: number])[]): RequestDetail {
  const base = sampleRequest(1, { duration: 100, ran: 5 });
  const [root] = base.spans as [SpanView];
  const { startedAt } = base;
  const spans = within.map(([name, from, to], index) =>
    sampleSpan({
      spanId: `s${index}`,
      parentId: root.spanId,
      name,
      kind: 'client',
      startedAt: startedAt + from,
      duration: to - from,
    }),
  );
  return { ...base, spans: [root, ...spans] };
}

describe('two requests compared', () => {
  it('have their spans aligned by name, and the times between them', () => {
    expect(compareSpans(sampleRequest(6, { duration: 40 }), slowRequest(1)).map(written)).toEqual([
      ['GET /orders', 'GET /report', 900],
      ['SELECT orders', undefined, -12],
      ['gap', undefined, 60, 60],
      [undefined, 'SELECT report', 790],
      [undefined, 'render report', 55],
      [undefined, 'send report by mail', 120],
      ['gap', 20, 25, 5],
    ]);
  });

  it('show where one waited between the same spans, and the other did not', () => {
    const quick = requestWith(['one', 1, 10], ['two', 10, 40]);
    const slow = requestWith(['one', 1, 10], ['two', 60, 90]);
    expect(compareSpans(quick, slow).map(written)).toEqual([
      ['GET /orders/17', 'GET /orders/17', 0],
      ['one', 'one', 0],
      ['gap', undefined, 50, 50],
      ['two', 'two', 0],
      ['gap', 60, 10, -50],
    ]);
  });

  it('have no time between spans that overlap, and none behind one that runs', () => {
    const { spans, ...rest } = requestWith(['one', 0, 60], ['two', 40, 100]);
    expect(compareSpans({ ...rest, spans }, { ...rest, spans }).every(({ kind }) => kind === 'span')).toBe(true);
    const open = spans.map((span) => (span.name === 'two' ? { ...span, duration: undefined } : span));
    expect(compareSpans({ ...rest, spans: open }, { ...rest, spans: open }).map(({ kind }) => kind)).not.toContain(
      'gap',
    );
  });

  it('have the nth of a name beside the nth', () => {
    const rows = compareSpans(repeatingRequest(1), repeatingRequest(2)).filter(({ kind }) => kind === 'span');
    expect(rows).toHaveLength(13);
    for (const [left, right] of rows.map(written)) expect(left).toBe(right);
  });

  it('are compared whatever they hold', () => {
    const empty = { ...sampleRequest(1), spans: [] };
    expect(compareSpans(empty, empty)).toEqual([]);
    expect(compareSpans(empty, slowRequest(1))[0]).toMatchObject({ left: undefined, right: { name: 'GET /report' } });
    expect(compareSpans(hostileRequest(1), runningJob(2)).length).toBeGreaterThan(2);
  });
});

describe('what two requests spent their time on', () => {
  it('is what ran, what waited for queries and calls, and the rest', () => {
    expect(compareTimes(requestWith(['call', 0, 60], ['other call', 40, 90]), slowRequest(1))).toEqual([
      { name: 'Code ran', left: 5, right: 61 },
      { name: 'Waited for queries', left: 0, right: 790 },
      { name: 'Waited for calls', left: 90, right: 0 },
      { name: 'Waited for something else', left: 5, right: 89 },
    ]);
  });

  it('is not known of one that runs, and no row where it is known of neither', () => {
    expect(compareTimes(runningJob(1), slowRequest(2))[0]).toEqual({ name: 'Code ran', left: undefined, right: 61 });
    expect(compareTimes(runningJob(1), runningJob(2))).toEqual([]);
  });
});
