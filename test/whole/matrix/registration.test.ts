import { describe, expect, it } from 'vitest';

import { until } from '../../support/until.js';
import { CELLS } from './cells.js';
import { run } from './running.js';

const TWICE = CELLS.flatMap((cell) => (['twice', 'around too'] as const).map((registered) => ({ cell, registered })));

describe.each(TWICE)('registered $registered: $cell.name', ({ cell, registered }) => {
  it('traces a request once', async () => {
    const log: string[] = [];
    const { request, ended } = await run(
      cell,
      {
        requestBefore: async ({ requestId }) => void log.push(`before ${requestId}`),
        response: ({ requestId }, { type }) => void log.push(`${type} ${requestId}`),
      },
      registered,
    );
    const headers = { 'content-type': 'text/plain' };
    const response = await request('/echo', 'abc', { method: 'POST', headers, body: 'hello' });
    expect(response.headers.get('x-request-id')).toBe('abc');
    expect(await response.text()).toBe('abc user of abc 5');
    await until(() => ended.length === 1);
    expect(log).toEqual(['before abc', 'http.response.start abc', 'http.response.body abc']);
  });

  it('gives one fresh id', async () => {
    let generated = 0;
    const { request, ended } = await run(cell, { generate: () => `fresh-${++generated}`, trust: 'ignore' }, registered);
    expect((await request('/empty', 'abc')).headers.get('x-request-id')).toBe('fresh-1');
    await until(() => ended.length === 1);
    expect(ended[0]?.requestId).toBe('fresh-1');
  });

  it('answers for a handler that fails', async () => {
    const { request, ids } = await run(cell, {}, registered);
    const response = await request('/reject', 'abc');
    expect([response.status, response.headers.get('x-request-id')]).toEqual([500, 'abc']);
    await until(() => ids.length === 1);
    expect(ids).toEqual(['abc']);
  });

  it('skips what is to be skipped', async () => {
    const { request, ended } = await run(cell, { skip: ({ path }) => path === '/empty' }, registered);
    const response = await request('/empty', 'abc');
    expect([response.status, response.headers.get('x-request-id')]).toEqual([204, null]);
    expect((await request('/same', 'abc')).headers.get('x-request-id')).toBe('abc');
    await until(() => ended.length === 1);
  });

  it('asks `skip` once, and holds to the answer where a handler fails', async () => {
    let asked = 0;
    const { request, ended } = await run(cell, { skip: () => ++asked % 2 === 1 }, registered);
    const response = await request('/reject', 'abc');
    expect([response.status, response.headers.get('x-request-id')]).toEqual([500, null]);
    expect([asked, ended]).toEqual([1, []]);
  });
});
