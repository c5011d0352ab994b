import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import {
  CTX_REQUEST_ID,
  type RequestMessage,
  type ResponseMessage,
  Span,
  type TracingOptions,
} from '../../../src/index.js';
import { until } from '../../support/until.js';
import { CELLS } from './cells.js';
import type { Started } from './harness.js';
import { late } from './routes.js';

const FRESH = /^[0-9a-f]{32}$/;

describe.each(CELLS)('$name', (cell) => {
  let started: Started;
  const spans: Span[] = [];
  const ids: string[] = [];

  async function start(options: TracingOptions = {}): Promise<void> {
    started = await cell.start({
      end: (span) => {
        spans.push(span);
        ids.push(CTX_REQUEST_ID.get());
      },
      ...options,
    });
  }
  const request = (path: string, id: string | undefined, init: RequestInit = {}): Promise<Response> =>
    fetch(`http://127.0.0.1:${started.port}${path}`, {
      ...init,
      headers: { 'content-type': 'text/plain', ...(id !== undefined && { 'x-request-id': id }) },
    });

  beforeEach(() => {
    spans.length = 0;
    ids.length = 0;
    late.length = 0;
    vi.spyOn(console, 'error').mockImplementation(() => {});
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await started.close();
  });

  it('isolates 600 requests, 60 in flight, with bodies of all sizes', async () => {
    await start();
    for (let round = 0; round < 10; round++) {
      await Promise.all(
        Array.from({ length: 60 }, async (_, i) => {
          const id = `id-${round}-${i}`;
          const body = 'x'.repeat(i % 9 === 0 ? 100_000 : i * 7);
          const response = await request('/echo', id, { method: 'POST', body });
          expect(response.headers.get('x-request-id')).toBe(id);
          expect(await response.text()).toBe(`${id} user of ${id} ${body.length}`);
        }),
      );
    }
    await until(() => spans.length === 600);
    expect(ids.toSorted()).toEqual(spans.map(({ requestId }) => requestId).toSorted());
    expect(new Set(ids).size).toBe(600);
    expect(spans.every(({ error }) => error === undefined)).toBe(true);
  });

  it('gives a fresh id where there is none, or a bad one', async () => {
    await start();
    for (const id of [undefined, 'bad id', '"quoted"', 'x'.repeat(500)]) {
      const response = await request('/empty', id);
      expect([response.status, response.headers.get('x-request-id')]).toEqual([204, expect.stringMatching(FRESH)]);
    }
    await until(() => spans.length === 4);
  });

  it.each(['/throw', '/reject'])('what handles errors sees the id, and the answer has it: %s', async (path) => {
    await start();
    const response = await request(path, 'abc');
    expect([response.status, response.headers.get('x-request-id')]).toEqual([500, 'abc']);
    expect(await response.text()).toMatch(/^(handled under abc|Internal Server Error\n)$/);
    await until(() => spans.length === 1);
    expect(ids).toEqual(['abc']);
  });

  it('has the id on a 404, for HEAD, and for a path with a query', async () => {
    await start();
    expect((await request('/nowhere', 'abc')).headers.get('x-request-id')).toBe('abc');
    expect((await request('/empty', 'def', { method: 'HEAD' })).headers.get('x-request-id')).toBe('def');
    expect((await request('/empty?a=b', 'ghi')).headers.get('x-request-id')).toBe('ghi');
    await until(() => spans.length === 3);
    expect(spans.map(({ scope }) => [scope.method, scope.path])).toEqual([
      ['GET', '/nowhere'],
      ['HEAD', '/empty'],
      ['GET', '/empty'],
    ]);
  });

  it('knows the status of the response, the scheme, and the version of HTTP where the runtime tells', async () => {
    await start();
    await request('/nowhere', 'abc');
    await request('/empty', 'def');
    await until(() => spans.length === 2);
    expect(spans.map(({ status, scope }) => [status, scope.scheme])).toEqual([
      [404, 'http'],
      [204, 'http'],
    ]);
    expect(['1.1', undefined]).toContain(spans[0]?.scope.httpVersion);
  });

  const outside = cell.streamsOutside;
  it.skipIf(outside)(`holds in every chunk of a stream${outside ? ` (not here: ${outside})` : ''}`, async () => {
    await start();
    const response = await request('/stream', 'abc');
    expect(spans).toHaveLength(0);
    expect(await response.text()).toBe('[abc][abc][abc]');
    await until(() => spans.length === 1);
    expect(spans[0]?.error).toBeUndefined();
  });

  it('ends the span when the client goes in the middle of a stream', async () => {
    await start();
    const abort = new AbortController();
    const response = await request('/endless', 'abc', { signal: abort.signal });
    await response.body?.getReader().read();
    expect(spans).toHaveLength(0);
    abort.abort();
    await until(() => spans.length === 1);
    expect(spans[0]?.error).toMatchObject({ code: 'TL_ERR_REQUEST_ABORTED' });
    expect(ids).toEqual(['abc']);
  });

  it('keeps the context of work after the response', async () => {
    await start();
    expect(await (await request('/late', 'abc')).text()).toBe('left');
    await until(() => spans.length === 1);
    expect(await Promise.all(late)).toEqual(['abc']);
  });

  it('calls the hooks of a subclass with the same meaning', async () => {
    const log: string[] = [];
    class Recording extends Span {
      override async requestBefore(): Promise<void> {
        await super.requestBefore();
        log.push(`before ${CTX_REQUEST_ID.get()}`);
      }
      override async requestAfter(message: RequestMessage): Promise<void> {
        await super.requestAfter(message);
        log.push(`chunk ${message.body.length} ${CTX_REQUEST_ID.get()}`);
      }
      override async response(message: ResponseMessage): Promise<void> {
        await super.response(message);
        if (message.type === 'http.response.start')
          log.push(`start ${message.status} ${message.headers.get('x-request-id')}`);
        else log.push(`body ${String(message.body.length)}`);
      }
      override async end(error?: unknown): Promise<void> {
        await super.end(error);
        log.push(`end ${CTX_REQUEST_ID.get()}`);
      }
    }
    await start({ span: Recording });
    await (await request('/echo', 'abc', { method: 'POST', body: 'hello' })).text();
    await until(() => log.length === 5);
    expect(log).toEqual(['before abc', 'chunk 5 abc', 'start 200 abc', 'body 17', 'end abc']);
  });

  it('skips what is to be skipped', async () => {
    await start({ skip: ({ path }) => path === '/late' });
    expect((await request('/late', 'abc')).headers.get('x-request-id')).toBeNull();
    expect(await Promise.all(late)).toEqual(['']);
    expect((await request('/empty', 'abc')).headers.get('x-request-id')).toBe('abc');
    await until(() => spans.length === 1);
  });

  it('gives what is skipped a context of its own, uploads too', async () => {
    await start({ skip: () => true });
    const upload = { method: 'POST', body: 'hello' };
    const texts = Array.from({ length: 20 }, async (_, i) => (await request('/echo', `id-${i}`, upload)).text());
    expect(new Set(await Promise.all(texts))).toEqual(new Set([' user of  5']));
    expect(spans).toEqual([]);
  });

  it('refuses wrong options at start-up', async () => {
    await start();
    await expect((async () => cell.start({ trust: 'yes' as never }))()).rejects.toMatchObject({
      code: 'TL_ERR_INVALID_OPTION',
    });
  });
});
