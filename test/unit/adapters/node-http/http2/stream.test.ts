import { once } from 'node:events';
import { open as openFile } from 'node:fs/promises';
import { type ClientHttp2Stream, constants, type OutgoingHttpHeaders, sensitiveHeaders } from 'node:http2';
import { text } from 'node:stream/consumers';

import { describe, expect, it, vi } from 'vitest';

import { tracedStream } from '../../../../../src/adapters/node-http/index.js';
import { CTX_REQUEST_ID, type ResponseMessage, type TracingOptions } from '../../../../../src/index.js';
import { until } from '../../../../support/until.js';
import { serve, type Served } from './serve.js';

type Listener = Parameters<typeof tracedStream>[0];

const FILE = import.meta.filename;
const start = (listener: Listener, options?: TracingOptions): Promise<Served> =>
  serve((server, given) => server.on('stream', tracedStream(listener, given)), options);

describe('tracedStream', () => {
  it('passes all that the server passes, and its this', async () => {
    let seen: unknown;
    const { server, request } = await start(function (this: unknown, stream, headers, ...rest) {
      seen = [this, headers[':path'], rest.map((each) => typeof each)];
      stream.respond();
      stream.end();
    });
    await request('/a');
    expect(seen).toEqual([server, '/a', expect.arrayContaining(['number'])]);
  });

  it('refuses what is not a function, and wrong options', () => {
    expect(() => tracedStream({} as never)).toThrow(expect.objectContaining({ code: 'TL_ERR_INVALID_ARGUMENT' }));
    expect(() => tracedStream(() => {}, { trust: 'yes' as never })).toThrow(
      expect.objectContaining({ code: 'TL_ERR_INVALID_OPTION' }),
    );
  });

  it.each<[string, OutgoingHttpHeaders | null | undefined]>([
    ['nothing', undefined],
    ['null', null],
    ['an object', { ':status': 201, 'x-a': '1' }],
    ["the application's own id", { 'X-Request-Id': 'own' }],
  ])('adds the id to %s, which stays as it is', async (_, headers) => {
    const given = headers && Object.freeze({ ...headers });
    const { request } = await start((stream) => {
      stream.respond(given as OutgoingHttpHeaders);
      stream.end();
    });
    const answer = await request('/', 'abc');
    expect(answer.headers).toMatchObject({
      ':status': headers?.[':status'] ?? 200,
      'x-request-id': headers?.['X-Request-Id'] ?? 'abc',
    });
    expect(answer.headers['x-a']).toBe(headers?.['x-a']);
  });

  it('adds the id to a flat list of headers, where Node takes one', async () => {
    const list = Object.assign(['set-cookie', 'a=1', 'set-cookie', 'b=2', 'x-a', '1'], { [sensitiveHeaders]: ['x-a'] });
    const { request } = await start((stream) => {
      stream.respond(list as never);
      stream.end();
    });
    expect((await request('/', 'abc')).headers).toMatchObject({
      'set-cookie': ['a=1', 'b=2'],
      'x-a': '1',
      'x-request-id': 'abc',
      [sensitiveHeaders]: ['x-a'],
    });
  });

  it("keeps Node's own errors", async () => {
    const codes: unknown[] = [];
    const attempt = (call: () => unknown): void => {
      try {
        call();
      } catch (error) {
        codes.push((error as { code: string }).code);
      }
    };
    const { request } = await start((stream) => {
      attempt(() => stream.respond({ ':status': 42 }));
      attempt(() => stream.respondWithFile(FILE, {}, { statCheck: 5 as never }));
      stream.respond();
      attempt(() => stream.respond());
      stream.end();
    });
    await request('/');
    expect(codes).toEqual(['ERR_HTTP2_STATUS_INVALID', 'ERR_INVALID_ARG_VALUE', 'ERR_HTTP2_HEADERS_SENT']);
  });

  it('puts the id into a response that nobody started', async () => {
    const { request } = await start((stream) => void stream.end('late'));
    expect(await request('/', 'abc')).toMatchObject({ headers: { 'x-request-id': 'abc' }, body: 'late' });
  });

  describe('a file', () => {
    const messages: ResponseMessage[] = [];
    const response = (_: unknown, message: ResponseMessage): void => void messages.push(message);

    it.each(['a path', 'a handle', 'a handle with statCheck'])('from %s has the id', async (from) => {
      messages.length = 0;
      const seen: string[] = [];
      const handle = await openFile(FILE);
      const statCheck = (_: unknown, headers: OutgoingHttpHeaders): void => {
        seen.push(CTX_REQUEST_ID.get());
        headers['x-checked'] = 'yes';
      };
      const { request, ended } = await start(
        (stream) => {
          if (from === 'a path') stream.respondWithFile(FILE, { 'x-a': '1' }, { statCheck });
          else stream.respondWithFD(handle, { 'x-a': '1' }, from === 'a handle' ? {} : { statCheck });
        },
        { response },
      );
      const { headers, body } = await request('/', 'abc');
      expect(headers).toMatchObject({ ':status': 200, 'x-a': '1', 'x-request-id': 'abc' });
      expect(headers['x-checked']).toBe(from === 'a handle' ? undefined : 'yes');
      expect(body).toContain('respondWithFile');
      await until(() => ended.length === 1);
      expect(ended[0]?.error).toBeUndefined();
      expect(seen).toEqual(from === 'a handle' ? [] : ['abc']);
      expect(messages.map(({ type }) => type)).toEqual(['http.response.start']);
      await handle.close().catch(() => {});
    });

    it.each(['is not there', 'is refused by statCheck'])(
      'that %s leaves the response to the application',
      async (why) => {
        messages.length = 0;
        const { request, ended } = await start(
          (stream) => {
            const notFound = (): false => {
              stream.respond({ ':status': 404 });
              stream.end(CTX_REQUEST_ID.get());
              return false;
            };
            if (why === 'is not there') stream.respondWithFile('/nowhere', {}, { onError: () => void notFound() });
            else stream.respondWithFile(FILE, undefined, { statCheck: notFound });
          },
          { response },
        );
        const { headers, body } = await request('/', 'abc');
        expect([headers[':status'], headers['x-request-id'], body]).toEqual([404, 'abc', 'abc']);
        await until(() => ended.length === 1);
        expect(messages).toMatchObject([{ status: 404 }, { body: 'abc' }]);
      },
    );
  });

  it('keeps the context in the listeners of what is pushed', async () => {
    const seen: string[] = [];
    const { session, request, ended } = await start((stream) => {
      stream.pushStream({ ':path': '/style.css' }, (_, pushed) => {
        seen.push(`pushed ${CTX_REQUEST_ID.get()}`);
        pushed.on('close', () => seen.push(`close ${CTX_REQUEST_ID.get()}`));
        pushed.respond();
        pushed.end('css');
      });
      stream.respond();
      stream.end('html');
    });
    const onPush = once(session, 'stream');
    expect((await request('/', 'abc')).body).toBe('html');
    const [pushed] = (await onPush) as [ClientHttp2Stream];
    expect(await text(pushed)).toBe('css');
    await until(() => seen.length === 2 && ended.length === 1);
    expect(seen).toEqual(['pushed abc', 'close abc']);
  });

  it.each([constants.NGHTTP2_NO_ERROR, constants.NGHTTP2_REFUSED_STREAM])(
    'ends the span of a stream that the application closes with %i',
    async (code) => {
      const { open, ended } = await start((stream) => {
        stream.on('error', () => {});
        stream.close(code);
      });
      open('/').on('error', () => {});
      await until(() => ended.length === 1);
      expect(ended[0]?.error).toMatchObject({ code: 'TL_ERR_REQUEST_ABORTED' });
    },
  );

  it('loses the stream, not the server, where the application has changed it so that it throws', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    const { open, request } = await start((stream, headers) => {
      if (headers[':path'] === '/fine') return stream.end('fine');
      stream.respond = () => {
        throw new Error('changed');
      };
      throw new Error('boom');
    });
    await once(open('/'), 'error');
    expect((await request('/fine')).body).toBe('fine');
    vi.restoreAllMocks();
  });
});
