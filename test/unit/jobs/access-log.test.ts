import { describe, expect, it } from 'vitest';

import { accessLog, type WriteLine } from '../../../src/access-log/index.js';
import { CTX_JOB_NAME, Span } from '../../../src/index.js';
import { runJob } from '../../../src/jobs/index.js';

describe('the access line of a job', () => {
  it('has its name, the outcome, the duration and a level', async () => {
    const lines: Parameters<WriteLine>[] = [];
    const log = accessLog((...line) => lines.push(line));
    void runJob({ name: 'sync', ...log }, () => {});
    await runJob({ name: 'nightly\n', ...log }, async () => {});
    const failing = async (): Promise<never> => {
      throw new Error('no');
    };
    await expect(runJob({ name: 'orders', from: {}, ...log }, failing)).rejects.toThrow('no');
    const fields = (job: string, outcome: string): unknown => ({
      request_id: expect.stringMatching(/^[\da-f]{32}$/),
      trace_id: expect.any(String),
      span_id: expect.any(String),
      trace_flags: '02',
      job,
      duration_ms: expect.any(Number),
      outcome,
    });
    expect(lines).toEqual([
      ['info', 'sync completed', fields('sync', 'completed')],
      ['info', String.raw`nightly\u000a completed`, fields(String.raw`nightly\u000a`, 'completed')],
      ['error', 'orders failed', fields('orders', 'failed')],
    ]);
  });

  it('makes one class of spans for all jobs with the same options', () => {
    const kinds = new Set<unknown>();
    class Own extends Span {
      constructor(scope: Span['scope']) {
        super(scope);
        kinds.add(new.target);
      }
    }
    const end = (): void => {};
    for (const name of ['a', 'b', 'a']) void runJob({ name, span: Own, end }, () => {});
    expect(kinds.size).toBe(1);
    const ended: string[] = [];
    for (const name of ['a', 'b'])
      void runJob({ name, span: Own, end: () => void ended.push(CTX_JOB_NAME.get()) }, () => {});
    expect(ended).toEqual(['a', 'b']);
  });
});
