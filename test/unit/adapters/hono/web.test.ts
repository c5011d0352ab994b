import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';

import { throughline } from '../../../../src/adapters/hono/index.js';
import { ContextVar, createTask, CTX_REQUEST_ID, CTX_REQUEST_PATH, type Span } from '../../../../src/index.js';
import { sleep } from '../../../whole/conformance/pause.js';

const USER = new ContextVar<string>('user', { default: 'nobody' });
const headers = { 'x-request-id': 'abc' };

/** Hono as it is on Bun, Deno and Workers: web requests, without Node's. */
describe('Hono, with web requests', () => {
  it('has the id in the handler, after awaits, in tasks, and in the response', async () => {
    const app = new Hono().use(throughline()).get('/orders/:id', async (c) => {
      await sleep(1);
      const inTask = await createTask(async () => (await sleep(1), CTX_REQUEST_ID.get()));
      return c.json([CTX_REQUEST_ID.get(), inTask, CTX_REQUEST_PATH.get(), c.req.param('id')]);
    });
    const response = await app.request('/orders/7', { headers });
    expect(response.headers.get('x-request-id')).toBe('abc');
    expect(await response.json()).toEqual(['abc', 'abc', '/orders/7', '7']);
  });

  it('keeps requests at once apart, and what one sets from the others', async () => {
    const app = new Hono().use(throughline()).post('/', async (c) => {
      USER.set(await c.req.text());
      await sleep(Math.random() * 10);
      return c.text(`${CTX_REQUEST_ID.get()} ${USER.get()}`);
    });
    const answers = await Promise.all(
      Array.from({ length: 100 }, async (_, n) => {
        const init = { method: 'POST', body: `user ${n}`, headers: { 'x-request-id': `id-${n}` } };
        return (await app.request('/', init)).text();
      }),
    );
    expect(answers).toEqual(Array.from({ length: 100 }, (_, n) => `id-${n} user ${n}`));
    expect(CTX_REQUEST_ID.get()).toBe('');
  });

  it('ends the span after the body, with the error of a handler, whose response has the id too', async () => {
    const ended: [id: string, error: unknown][] = [];
    const end = (span: Span): void => void ended.push([CTX_REQUEST_ID.get(), span.error]);
    const app = new Hono().use(throughline({ end }));
    app.get('/stream', (c) =>
      c.body(new ReadableStream({ pull: (c2) => (c2.enqueue(bytes(CTX_REQUEST_ID.get())), c2.close()) })),
    );
    app.get('/failing', () => {
      throw new Error('broken');
    });
    app.onError((error, c) => c.text(error.message, 500));

    const stream = await app.request('/stream', { headers });
    expect(ended).toEqual([]);
    expect(await stream.text()).toBe('abc');
    const failed = await app.request('/failing', { headers });
    expect([failed.status, await failed.text(), failed.headers.get('x-request-id')]).toEqual([500, 'broken', 'abc']);
    expect(ended).toEqual([
      ['abc', undefined],
      ['abc', expect.objectContaining({ message: 'broken' })],
    ]);
  });
});

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
