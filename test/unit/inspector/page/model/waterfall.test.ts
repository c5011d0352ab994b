import { describe, expect, it } from 'vitest';

import { taskRows } from '../../../../../src/inspector/page/model/task-tree.js';
import { waterfall } from '../../../../../src/inspector/page/model/waterfall.js';
import { hostileRequest } from '../../../../support/inspector/hostile-request.js';
import { repeatingRequest, runningJob, slowRequest } from '../../../../support/inspector/planted-requests.js';
import { sampleRequest } from '../../../../support/inspector/sample-request.js';

describe('the rows of a request', () => {
  it('are spans with the lines within them, in order of time, and say what came after the response', () => {
    const { rows, total } = waterfall(slowRequest(1), 0);
    expect(rows.map((row) => [row.depth, row.kind === 'span' ? row.span.name : row.line.text, row.isLate])).toEqual([
      [0, 'GET /report', false],
      [1, 'report asked for', false],
      [1, 'SELECT report', false],
      [1, 'the report has 12,400 days', false],
      [1, 'render report', false],
      [1, 'send report by mail', true],
      [1, 'mail is sent after the response', true],
    ]);
    expect(total).toBe(1110);
  });

  it('go up to now while it runs', () => {
    const job = runningJob(1);
    expect(waterfall({ ...job, spans: [] }, job.startedAt + 500).total).toBe(500);
  });

  it('have each span and line once, also where spans are their own ancestors', () => {
    const { rows } = waterfall(hostileRequest(1), 0);
    expect(rows.map(({ kind, n }) => `${kind} ${n}`).toSorted()).toEqual(['line 1', 'span 1', 'span 2', 'span 3']);
  });

  it('survive spans that are nested very deeply', () => {
    const base = sampleRequest(1);
    const spans = Array.from({ length: 2000 }, (_, n) => ({
      ...base.spans[0]!,
      spanId: `s${n + 1}`,
      parentId: `s${n}`,
    }));
    expect(waterfall({ ...base, spans }, 0).rows).toHaveLength(2002);
  });
});

describe('the rows of tasks', () => {
  it('have what changed in a task within it, in order of time', () => {
    expect(
      taskRows(repeatingRequest(1), undefined).map((row) => [
        row.depth,
        row.kind === 'task' ? row.task.id : `${row.event.what} ${row.event.variable}`,
      ]),
    ).toEqual([
      [0, 1],
      [1, 'set user'],
      [1, 2],
      [2, 'set tenant'],
      [2, 'reset tenant'],
      [1, 3],
      [2, 'set user'],
    ]);
  });

  it('have what changed in a task that nobody knows, and no ring', () => {
    const [row, ...more] = taskRows(hostileRequest(1), undefined);
    expect(row?.kind).toBe('event');
    expect(more).toEqual([]);
  });
});
