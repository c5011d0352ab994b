import { describe, expect, it } from 'vitest';

import type { TracingOptions } from '../../../src/index.js';
import { until } from '../../support/until.js';
import { CELLS } from './cells.js';
import { asyncRecorder, type Recorded, recorder } from './recorder.js';
import { run } from './running.js';

const TEXT = { 'content-type': 'text/plain' };
const RECORDERS = [
  ['synchronous', recorder],
  ['asynchronous', asyncRecorder],
] as const;

const reject = async (): Promise<never> => fail();
const FAILING: [name: string, TracingOptions][] = [
  ['throw', { requestBefore: fail, requestAfter: fail, response: fail }],
  ['reject', { requestBefore: reject, requestAfter: reject, response: reject }],
];

for (const [name, value] of Object.entries({ 'x-tenant': 'a\nb', 'x tenant': 'a', 'content-length': '1' })) {
  FAILING.push([
    `set the header ${JSON.stringify(name)}: ${JSON.stringify(value)}`,
    {
      response(_, message) {
        if (message.type === 'http.response.start') message.headers.set(name, value);
      },
    },
  ]);
}

function fail(): never {
  throw new Error('hook failed');
}

describe.each(CELLS)('hooks: $name', (cell) => {
  it.each(RECORDERS)('a recorder with %s hooks records uploads', async (_, create) => {
    const log: Recorded[] = [];
    const { request } = await run(cell, { span: create(log) });
    const sizes = [1, 10, 1_000, 100_000, 500_000];
    await Promise.all(
      sizes.map(async (size) => {
        const response = await request('/echo', `id-${size}`, {
          method: 'POST',
          headers: TEXT,
          body: 'x'.repeat(size),
        });
        expect(await response.text()).toBe(`id-${size} user of id-${size} ${size}`);
      }),
    );
    await until(() => log.length === sizes.length);
    for (const size of sizes) {
      const id = `id-${size}`;
      const recorded = log.find((entry) => entry.id === id);
      expect(recorded).toMatchObject({ status: 200, sentId: id, received: size, error: undefined, ids: new Set([id]) });
      expect(recorded?.sent).toBe(`${id} user of ${id} ${size}`.length);
      expect(recorded?.milliseconds).toBeGreaterThan(0);
    }
  });

  it.each(RECORDERS)('a recorder with %s hooks records streams, and responses without a body', async (_, create) => {
    const log: Recorded[] = [];
    const { request } = await run(cell, { span: create(log) });
    const bytes = (await (await request('/stream', 'stream')).arrayBuffer()).byteLength;
    for (const [path, id, method] of [
      ['/empty', 'empty', 'GET'],
      ['/same', 'same', 'GET'],
      ['/nowhere', 'head', 'HEAD'],
    ] as const) {
      await request(path, id, { method });
    }
    await until(() => log.length === 4);
    const summary = log.map(({ id, status, sent, ids }) => [id, status, sent, ids]);
    expect(summary).toEqual([
      ['stream', 200, bytes, new Set(['stream'])],
      ['empty', 204, 0, new Set(['empty'])],
      ['same', 304, 0, new Set(['same'])],
      ['head', 404, 0, new Set(['head'])],
    ]);
    expect(log[0]?.milliseconds).toBeGreaterThan(4); // three chunks, 2 ms apart
  });

  it.each(RECORDERS)('a recorder with %s hooks records failures, and clients that go', async (_, create) => {
    const log: Recorded[] = [];
    const { request } = await run(cell, { span: create(log) });
    const { status } = await request('/throw', 'throws');
    const gone = new AbortController();
    const response = await request('/endless', 'goes', { signal: gone.signal });
    await response.body?.getReader().read();
    gone.abort();
    await until(() => log.length === 2);
    expect(log[0]).toMatchObject({ id: 'throws', status, sentId: 'throws', ids: new Set(['throws']) });
    expect(log[1]).toMatchObject({
      id: 'goes',
      status: 200,
      sentId: 'goes',
      error: { code: 'TL_ERR_REQUEST_ABORTED' },
    });
    expect(log[1]?.sent).toBeGreaterThan(0);
  });

  it.each(FAILING)('hooks that %s harm no request', async (_, hooks) => {
    const { request, ended } = await run(cell, hooks);
    const upload = await request('/echo', 'abc', { method: 'POST', headers: TEXT, body: 'hello' });
    expect([upload.status, upload.headers.get('x-request-id')]).toEqual([200, 'abc']);
    expect(await upload.text()).toBe('abc user of abc 5');
    const stream = await request('/stream', 'def');
    expect((await stream.text()).length).toBeGreaterThan(5);
    expect((await request('/throw', 'ghi')).status).toBe(500);
    await until(() => ended.length === 3);
  });

  it.each(FAILING)('an end that %ss harms no request', async (_, { requestBefore }) => {
    let ended = 0;
    const { request } = await run(cell, {
      end: (span) => {
        ended++;
        return requestBefore?.(span);
      },
    });
    for (const path of ['/empty', '/throw', '/stream']) await (await request(path, 'abc')).text();
    await until(() => ended === 3);
    expect((await request('/empty', 'abc')).status).toBe(204);
  });
});
