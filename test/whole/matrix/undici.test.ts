import { Readable } from 'node:stream';

import { describe, expect, it, onTestFinished } from 'vitest';
import { Pool } from 'undici';

import { until } from '../../support/until.js';
import { CELLS } from './cells.js';
import { run } from './running.js';

const TEXT = { 'content-type': 'text/plain' };

function poolOf(port: number, pipelining: number): Pool {
  const pool = new Pool(`http://127.0.0.1:${port}`, { connections: 4, pipelining });
  onTestFinished(() => pool.destroy());
  return pool;
}

describe.each(CELLS)('undici: $name', (cell) => {
  it.each([1, 10])('200 requests over 4 connections, %i at once on each', async (pipelining) => {
    const { port, ids } = await run(cell);
    const pool = poolOf(port, pipelining);
    const expected = Array.from({ length: 200 }, (_, i) => `id-${i}`);
    await Promise.all(
      expected.map(async (id, i) => {
        const headers = { ...TEXT, 'x-request-id': id };
        const answer = await pool.request({
          path: '/echo',
          method: 'POST',
          headers,
          body: 'x'.repeat(i),
          idempotent: true,
        });
        expect(answer.headers['x-request-id']).toBe(id);
        expect(await answer.body.text()).toBe(`${id} user of ${id} ${i}`);
      }),
    );
    await until(() => ids.length === 200);
    expect(ids.toSorted()).toEqual(expected.toSorted());
  });

  it('a body that is streamed', async () => {
    const { port, ended } = await run(cell);
    const headers = { ...TEXT, 'x-request-id': 'abc' };
    const body = Readable.from(['hello', ' ', 'world']);
    const answer = await poolOf(port, 1).request({ path: '/echo', method: 'POST', headers, body });
    expect(await answer.body.text()).toBe('abc user of abc 11');
    await until(() => ended.length === 1);
  });

  it('a client that goes in the middle of a download', async () => {
    const { port, ended, ids } = await run(cell);
    const { body } = await poolOf(port, 1).request({
      path: '/endless',
      method: 'GET',
      headers: { 'x-request-id': 'abc' },
    });
    body.on('error', () => {});
    await new Promise((resolve) => body.once('data', resolve));
    body.destroy();
    await until(() => ended.length === 1);
    expect(ids).toEqual(['abc']);
    expect(ended[0]?.error).toMatchObject({ code: 'TL_ERR_REQUEST_ABORTED' });
  });
});
