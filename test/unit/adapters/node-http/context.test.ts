import { EventEmitter, once } from 'node:events';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { finished, pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';

import { describe, expect, it } from 'vitest';

import {
  ContextVar,
  createTask,
  CTX_REQUEST_ID,
  CTX_REQUEST_METHOD,
  CTX_REQUEST_PATH,
  CTX_SPAN_ID,
  CTX_TRACE_ID,
  getCurrentSpan,
} from '../../../../src/index.js';
import { serve } from '../../../support/serve.js';
import { until } from '../../../support/until.js';

const USER = new ContextVar<string>('user', { default: '' });

const get = (url: string, id: string, init: RequestInit = {}): Promise<Response> =>
  fetch(url, { ...init, headers: { 'x-request-id': id } });

describe('the context of a request', () => {
  it('is there for a listener that has a method `call` of its own', async () => {
    const { url } = await serve(
      Object.assign((_: unknown, response: ServerResponse) => void response.end(CTX_REQUEST_ID.get()), {
        call: () => 'the remote procedure',
      }) as never,
    );
    expect(await (await get(url, 'abc')).text()).toBe('abc');
  });

  it('has id, trace, span, method and path', async () => {
    const { url } = await serve((_, response) => {
      const span = getCurrentSpan();
      const seen = [CTX_REQUEST_ID, CTX_TRACE_ID, CTX_SPAN_ID, CTX_REQUEST_METHOD, CTX_REQUEST_PATH].map((v) =>
        v.get(),
      );
      response.end(JSON.stringify({ seen, span: [span?.requestId, span?.traceId, span?.spanId] }));
    });
    const response = await get(`${url}/a/b?secret=1`, 'abc', { method: 'DELETE' });
    const { seen, span } = (await response.json()) as { seen: string[]; span: string[] };
    expect(seen).toEqual([...span, 'DELETE', '/a/b']);
    expect(span[0]).toBe('abc');
    expect(span[1]).toMatch(/^[0-9a-f]{32}$/);
    expect(span[2]).toMatch(/^[0-9a-f]{16}$/);
  });

  it.each(['GET', 'POST'])('holds in every listener of request and response: %s', async (method) => {
    const seen: string[] = [];
    const { url, ended } = await serve((request, response) => {
      const note = (event: string) => () => seen.push(`${event} ${CTX_REQUEST_ID.get()} ${USER.get()}`);
      for (const event of ['end', 'close']) request.on(event, note(`request ${event}`));
      request.once('data', note('request data'));
      for (const event of ['prefinish', 'finish', 'close']) response.on(event, note(`response ${event}`));
      request.on('end', () => {
        response.write('a', note('written'));
        response.end('b', note('ended'));
      });
      request.resume();
      USER.set('me');
    });
    const body = method === 'POST' ? 'x'.repeat(300_000) : undefined;
    await (await get(url, 'abc', { method, ...(body === undefined ? {} : { body }) })).text();
    await until(() => seen.length === (body === undefined ? 7 : 8));
    expect(seen.toSorted()).toEqual(
      [
        ...(body === undefined ? [] : ['request data']),
        'request end',
        'request close',
        'response prefinish',
        'response finish',
        'response close',
        'written',
        'ended',
      ]
        .map((event) => `${event} abc me`)
        .toSorted(),
    );
    expect(ended).toHaveLength(1);
  });

  it('holds in the error and aborted listeners of an upload that breaks off', async () => {
    const seen: string[] = [];
    const { open, ended } = await serve((request, response) => {
      const note = (event: string) => () => seen.push(`${event} ${CTX_REQUEST_ID.get()}`);
      request.on('data', () => {});
      for (const event of ['aborted', 'error', 'close']) request.on(event, note(event));
      response.on('close', note('response close'));
    });
    const socket = await open();
    socket.write('POST / HTTP/1.1\r\nhost: a\r\nx-request-id: abc\r\ncontent-length: 100\r\n\r\nhalf');
    await sleep(30);
    socket.destroy();
    await until(() => seen.length === 4);
    expect(seen.toSorted()).toEqual(['aborted abc', 'close abc', 'error abc', 'response close abc']);
    expect(ended.map(({ error }) => (error as { code: string }).code)).toEqual(['TL_ERR_REQUEST_ABORTED']);
  });

  it('holds over timers, files, streams, emitters and promises', async () => {
    const { url } = await serve(async (request, response) => {
      const ids: string[] = [];
      const note = (): number => ids.push(CTX_REQUEST_ID.get());
      await sleep(1);
      note();
      await readFile(import.meta.filename);
      note();
      const file = createReadStream(import.meta.filename);
      file.on('data', note);
      await finished(file);
      note();
      const emitter = new EventEmitter();
      setImmediate(() => emitter.emit('go'));
      await once(emitter, 'go');
      note();
      let bytes = 0;
      await pipeline(request, async (chunks: AsyncIterable<Buffer>) => {
        for await (const chunk of chunks) bytes += chunk.length;
        note();
      });
      note();
      response.end(JSON.stringify([bytes, [...new Set(ids)], ids.length > 6]));
    });
    const response = await get(url, 'abc', { method: 'POST', body: 'x'.repeat(200_000) });
    expect(await response.json()).toEqual([200_000, ['abc'], true]);
  });

  it('is never shared: 2,000 requests with 100 in flight, on kept-alive connections', async () => {
    const { url, ended } = await serve(async (request, response) => {
      USER.set(CTX_REQUEST_ID.get());
      let bytes = 0;
      for await (const chunk of request) bytes += (chunk as Buffer).length;
      await sleep(Math.random() * 4);
      await createTask(() => USER.set('inner'));
      response.end(`${CTX_REQUEST_ID.get()} ${USER.get()} ${bytes}`);
    });
    const one = async (i: number): Promise<void> => {
      const body = 'x'.repeat(i % 7 === 0 ? 70_000 : i % 50);
      const response = await get(url, `id-${i}`, { method: 'POST', body });
      expect(response.headers.get('x-request-id')).toBe(`id-${i}`);
      expect(await response.text()).toBe(`id-${i} id-${i} ${body.length}`);
    };
    for (let round = 0; round < 20; round++) {
      await Promise.all(Array.from({ length: 100 }, (_, i) => one(round * 100 + i)));
    }
    await until(() => ended.length === 2000);
    expect(new Set(ended.map(({ requestId }) => requestId)).size).toBe(2000);
    expect(CTX_REQUEST_ID.get()).toBe('');
  });

  it('is its own for each of several pipelined requests', async () => {
    const { raw, ended } = await serve(async (request, response) => {
      await sleep(request.url === '/1' ? 20 : 1);
      response.end(`[${request.url} ${CTX_REQUEST_ID.get()}]`);
    });
    const requests = [1, 2, 3].map((i) => `GET /${i} HTTP/1.1\r\nhost: a\r\nx-request-id: id-${i}\r\n`);
    const answer = await raw(
      ...requests,
      'GET /4 HTTP/1.1',
      'host: a',
      'connection: close',
      'x-request-id: id-4',
      '',
      '',
    );
    expect(answer.match(/\[.*?\]/g)).toEqual(['[/1 id-1]', '[/2 id-2]', '[/3 id-3]', '[/4 id-4]']);
    expect(ended).toHaveLength(4);
  });

  it('holds in the callbacks of a pipelined response', async () => {
    const seen: string[] = [];
    const { raw } = await serve(async (request, response) => {
      USER.set(`user of ${request.url}`);
      if (request.url === '/1') await sleep(20);
      const note = (): number => seen.push(`${request.url} ${CTX_REQUEST_ID.get()} ${USER.get()}`);
      response.write('x', note);
      response.end('y', note);
    });
    const pipelined = (i: number): string => `GET /${i} HTTP/1.1\r\nhost: a\r\nx-request-id: id-${i}\r\n`;
    await raw(pipelined(1), `${pipelined(2)}connection: close\r\n`, '');
    await until(() => seen.length === 4);
    expect(seen.toSorted()).toEqual([1, 1, 2, 2].map((i) => `/${i} id-${i} user of /${i}`));
  });

  it('ends the spans of pipelined requests whose client goes before their turn', async () => {
    let open = 0;
    const server = await serve(() => void open++);
    const socket = await server.open();
    socket.write([1, 2, 3].map((i) => `GET /${i} HTTP/1.1\r\nhost: a\r\nx-request-id: id-${i}\r\n\r\n`).join(''));
    await until(() => open === 3);
    socket.destroy();
    await until(() => server.ended.length === 3);
    expect(server.ended.map(({ requestId }) => requestId).toSorted()).toEqual(['id-1', 'id-2', 'id-3']);
  });

  it('goes on after the response, in a task that the handler left behind', async () => {
    let late: Promise<string> | undefined;
    const { url } = await serve((_, response) => {
      late = createTask(async () => {
        await sleep(30);
        return CTX_REQUEST_ID.get();
      });
      response.end();
    });
    await (await get(url, 'abc')).text();
    expect(await late).toBe('abc');
  });
});
