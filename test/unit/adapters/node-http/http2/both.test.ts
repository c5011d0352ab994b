import { once } from 'node:events';
import { constants, type ClientHttp2Stream } from 'node:http2';
import { setTimeout as sleep } from 'node:timers/promises';

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { CTX_REQUEST_ID, type ResponseMessage, Span, type TracingOptions } from '../../../../../src/index.js';
import { until } from '../../../../support/until.js';
import { type Api, APIS, heard } from './apis.js';
import { answerOf, serve, type Served } from './serve.js';

const FRESH = /^[0-9a-f]{32}$/;
const ABORTED = { code: 'TL_ERR_REQUEST_ABORTED' };

describe.each(APIS)('HTTP/2, $name', (api: Api) => {
  const start = (options?: TracingOptions, twice?: boolean): Promise<Served> =>
    serve((server, given) => api.listen(server, given, twice), options);

  beforeEach(() => {
    heard.length = 0;
    vi.spyOn(console, 'error').mockImplementation(() => heard.push(`logged ${CTX_REQUEST_ID.get()}`));
  });
  afterEach(() => vi.restoreAllMocks());

  it('never mixes 600 streams of one session, 100 at once, with bodies of all sizes', async () => {
    const { request, ended, ids } = await start();
    for (let round = 0; round < 6; round++) {
      await Promise.all(
        Array.from({ length: 100 }, async (_, i) => {
          const id = `id-${round}-${i}`;
          const body = 'x'.repeat(i % 9 === 0 ? 100_000 : i * 7);
          const answer = await request('/echo', id, { method: 'POST', body });
          expect(answer.headers['x-request-id']).toBe(id);
          expect(answer.body).toBe(`${id} user of ${id} ${body.length}`);
        }),
      );
    }
    await until(() => ended.length === 600);
    expect(ids.toSorted()).toEqual(ended.map(({ requestId }) => requestId).toSorted());
    expect(new Set(ids).size).toBe(600);
    expect(ended.every(({ error }) => error === undefined)).toBe(true);
  });

  it('knows the scope', async () => {
    const { request, ended } = await start();
    await request('/echo/a?secret=1', 'abc', { method: 'PUT', body: '' });
    await until(() => ended.length === 1);
    expect(ended[0]?.scope).toMatchObject({
      type: 'http',
      method: 'PUT',
      path: '/echo/a',
      scheme: 'http',
      httpVersion: '2',
      client: ['127.0.0.1', expect.any(Number)],
    });
    expect(ended[0]?.scope.headers.get(':authority')).toMatch(/^127/);
    expect(ended[0]?.scope.headers.get('toString')).toBeUndefined();
  });

  it.each([undefined, 'bad id', '"quoted"', 'x'.repeat(500)])('gives a fresh id instead of %j', async (id) => {
    const { request } = await start();
    expect((await request('/echo', id)).headers['x-request-id']).toMatch(FRESH);
  });

  it.each([
    ['HEAD', '/echo', 200],
    ['HEAD', '/reject', 500],
    ['GET', '/empty', 204],
  ])('has the id for %s %s', async (method, path, status) => {
    const { request, ended } = await start();
    const { headers, body } = await request(path, 'abc', { method });
    expect([headers[':status'], headers['x-request-id'], body]).toEqual([status, 'abc', '']);
    await until(() => ended.length === 1);
  });

  it('holds in every listener and callback', async () => {
    const { request, ended } = await start();
    await request('/listen', 'abc', { method: 'POST', body: 'x'.repeat(300_000) });
    const names =
      api.name === 'stream API'
        ? ['close', 'data', 'end', 'ended', 'written']
        : ['ended', 'request close', 'request data', 'request end', 'response close', 'response finish', 'written'];
    await until(() => heard.length === names.length);
    expect(heard.toSorted()).toEqual(names.map((name) => `${name} abc`));
    expect(ended).toHaveLength(1);
  });

  it('holds in every chunk of a stream, and in trailers', async () => {
    const { request, ended } = await start();
    expect((await request('/stream', 'abc')).body).toBe('[abc][abc][abc]');
    expect((await request('/trailers', 'def')).trailers).toMatchObject({ 'x-trailer': 'def' });
    await until(() => ended.length === 2);
    expect(ended.map(({ error }) => error)).toEqual([undefined, undefined]);
  });

  it('leaves early hints without an id, and gives it to the response', async () => {
    const { open } = await start();
    const stream = open('/hint', 'abc');
    stream.end();
    const [[hint], { headers }] = await Promise.all([once(stream, 'headers'), answerOf(stream)]);
    expect(hint).toMatchObject({ ':status': 103 });
    expect(hint).not.toHaveProperty('x-request-id');
    expect(headers['x-request-id']).toBe('abc');
  });

  describe('a client that cancels', () => {
    const cancelled = async (stream: ClientHttp2Stream): Promise<void> => {
      stream.on('error', () => {});
      Object.assign(stream, { _final: (done: () => void) => done() }); // else Node ends the upload first
      stream.close(constants.NGHTTP2_CANCEL);
      await once(stream, 'close');
    };

    it('in the middle of an upload ends the span, and the listeners have the context', async () => {
      const { open, request, ended, ids } = await start();
      const stream = open('/listen', 'abc', { ':method': 'POST' });
      stream.write('half');
      await until(() => heard.length > 0);
      await cancelled(stream);
      await until(() => ended.length === 1);
      expect([ended[0]?.error, ids]).toEqual([expect.objectContaining(ABORTED), ['abc']]);
      await until(() => heard.some((line) => line.includes('close')));
      expect(heard).toContain(api.name === 'stream API' ? 'aborted abc' : 'request aborted abc');
      expect(heard.every((line) => line.endsWith(' abc'))).toBe(true);
      expect((await request('/echo', 'def')).headers['x-request-id']).toBe('def');
    });

    it.each(['/endless', '/large', '/hang'])('in the middle of a download ends the span: %s', async (path) => {
      const { open, ended, ids } = await start();
      const stream = open(path, 'abc');
      if (path === '/hang') await sleep(30);
      else await once(stream, 'response');
      expect(ended).toHaveLength(0);
      await cancelled(stream);
      await until(() => ended.length === 1);
      expect([ended[0]?.error, ids]).toEqual([expect.objectContaining(ABORTED), ['abc']]);
    });

    it('after the whole response has the span of one that went well', async () => {
      const { open, ended } = await start();
      const stream = open('/early', 'abc', { ':method': 'POST' });
      stream.write('more is to come');
      expect((await answerOf(stream)).body).toBe('early');
      await cancelled(stream);
      await until(() => ended.length === 1);
      expect(ended[0]?.error).toBeUndefined();
    });

    it('by closing its session ends all of its spans', async () => {
      const { session, open, ended, ids } = await start();
      for (const id of ['a', 'b', 'c']) open('/endless', id).on('error', () => {});
      await until(() => session.state.nextStreamID === 7);
      await sleep(30);
      session.destroy();
      await until(() => ended.length === 3);
      expect(ended.map(({ error }) => error)).toEqual(
        Array.from({ length: 3 }, () => expect.objectContaining(ABORTED)),
      );
      expect(ids.toSorted()).toEqual(['a', 'b', 'c']);
    });
  });

  describe('a listener that fails', () => {
    it.each(['/throw', '/reject'])('gives a 500 with the id, and the span ends with the error: %s', async (path) => {
      const warn = vi.spyOn(process, 'emitWarning');
      const { request, ended } = await start();
      const { headers, body } = await request(path, 'abc');
      expect([headers[':status'], headers['x-request-id'], body]).toEqual([500, 'abc', 'Internal Server Error\n']);
      await until(() => ended.length === 1);
      expect(ended[0]?.error).toMatchObject({ message: 'failed under abc' });
      expect(heard).toContain('logged abc');
      expect(warn).not.toHaveBeenCalled();
    });

    it('after the headers were sent closes the stream with an error, and no other stream', async () => {
      const { open, request, ended } = await start();
      const other = request('/stream', 'def');
      const stream = open('/half', 'abc');
      const [error] = (await once(stream, 'error')) as [Error];
      expect([stream.rstCode, error.message]).toEqual([2, expect.stringContaining('INTERNAL_ERROR')]);
      expect((await other).body).toBe('[def][def][def]');
      await until(() => ended.length === 2);
      expect(ended[0]?.error).toMatchObject({ message: 'failed under abc' });
    });

    it('after the response was sent harms nothing', async () => {
      const { request, ended } = await start();
      expect((await request('/whole', 'abc')).body).toBe('whole');
      await until(() => heard.includes('logged abc'));
      await until(() => ended.length === 1);
    });

    it('after the client is gone harms nothing', async () => {
      const { open, request, ended } = await start({ requestBefore: () => sleep(20) });
      const stream = open('/reject', 'abc').on('error', () => {});
      await sleep(5);
      stream.close(constants.NGHTTP2_CANCEL);
      await until(() => ended.length === 1);
      expect((await request('/echo', 'def')).headers['x-request-id']).toBe('def');
    });
  });

  it('calls the hooks of a subclass, each chunk once', async () => {
    const log: string[] = [];
    class Recording extends Span {
      override async requestBefore(): Promise<void> {
        await super.requestBefore();
        await sleep(5);
        log.push(`before ${CTX_REQUEST_ID.get()}`);
      }
      override async requestAfter(message: { body: Uint8Array | string }): Promise<void> {
        log.push(`received ${message.body.length}`);
      }
      override response(message: ResponseMessage): void {
        void super.response(message);
        if (message.type === 'http.response.body') log.push(`sent ${message.body.length}`);
        else {
          message.headers.set('X-Added', 'yes');
          log.push(`start ${message.status} ${message.headers.get('x-path')} ${message.headers.has('x-request-id')}`);
        }
      }
      override end(error?: unknown): void {
        void super.end(error);
        log.push(`end ${CTX_REQUEST_ID.get()}`);
      }
    }
    const { request } = await start({ span: Recording });
    const { headers } = await request('/hooks', 'abc', { method: 'POST', body: 'hello' });
    expect([headers['x-request-id'], headers['x-added']]).toEqual(['abc', 'yes']);
    await until(() => log.includes('end abc'));
    expect(log.filter((line) => line !== 'sent 0')).toEqual([
      'before abc',
      'received 5',
      'start 200 /hooks true',
      'sent 17',
      'end abc',
    ]);
    log.length = 0;
    await request('/hooks', 'abc', { method: 'HEAD' });
    await until(() => log.includes('end abc'));
    expect(log).toEqual(['before abc', 'start 200 /hooks true', 'end abc']);
  });

  it('traced twice, nested and side by side, is traced once', async () => {
    const before: string[] = [];
    const { request, ended } = await start({ requestBefore: ({ requestId }) => void before.push(requestId) }, true);
    const { headers, body } = await request('/echo', undefined);
    const id = String(headers['x-request-id']);
    expect(body).toBe(`${id} user of ${id} 0`);
    expect((await request('/throw', 'abc')).headers).toMatchObject({ ':status': 500, 'x-request-id': 'abc' });
    await until(() => ended.length === 2);
    expect(before).toEqual([id, 'abc']);
    expect(heard.filter((line) => line.startsWith('again'))).toEqual([`again ${id}`, 'again abc']);
  });

  it('skips what is to be skipped, and has the header that the options name', async () => {
    const { request, ended } = await start({ skip: ({ path }) => path === '/empty', responseHeader: 'X-Trace' });
    expect((await request('/empty', 'abc')).headers).not.toHaveProperty('x-trace');
    expect((await request('/echo', 'abc')).headers).toMatchObject({ 'x-trace': 'abc' });
    await until(() => ended.length === 1);
  });
});
