import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

import { describe, expect, it } from 'vitest';

import { CTX_REQUEST_ID, type RequestMessage, type ResponseMessage, Span, TraceCtx } from '../../../../src/index.js';
import { nextWarning } from '../../../support/next-warning.js';
import { serve } from '../../../support/serve.js';
import { until } from '../../../support/until.js';

const log: string[] = [];
const note = (span: Span, line: string): void => {
  log.push(`${line} ${CTX_REQUEST_ID.get() === span.requestId && span.requestId}`);
};

class Recording extends Span {
  override requestBefore(): void {
    super.requestBefore();
    note(this, 'before');
  }
  override requestAfter(message: RequestMessage): void {
    note(this, `body ${message.body.length}`);
  }
  override response(message: ResponseMessage): void {
    super.response(message);
    if (message.type === 'http.response.start') {
      message.headers.set('x-hook', message.headers.get('content-type') ?? 'none');
      note(this, `start ${message.status} ${message.headers.get('x-request-id')}`);
    } else {
      note(this, `sent ${String(message.body)}`);
    }
  }
  override end(error?: unknown): void {
    void super.end(error);
    note(this, 'end');
  }
}

describe('hooks', () => {
  it('of a subclass see the whole life of a request, in its context', async () => {
    log.length = 0;
    const { url } = await serve(
      async (request, response) => {
        for await (const _ of request);
        response.writeHead(201, { 'content-type': 'text/plain' });
        response.write('one');
        response.end('two');
      },
      { span: Recording, end: undefined as never },
    );
    const response = await fetch(url, { method: 'POST', body: 'hello', headers: { 'x-request-id': 'abc' } });
    expect(response.headers.get('x-hook')).toBe('text/plain');
    expect(await response.text()).toBe('onetwo');
    await until(() => log.length === 6);
    expect(log).toEqual(['before abc', 'body 5 abc', 'start 201 abc abc', 'sent one abc', 'sent two abc', 'end abc']);
  });

  it('as functions see the same', async () => {
    const lines: string[] = [];
    const { url } = await serve((request, response) => request.resume().on('end', () => response.end('x')), {
      requestBefore: (span) => void lines.push(`before ${span.requestId}`),
      requestAfter: (_, { body }) => void lines.push(`body ${body.length}`),
      response: (_, message) => void lines.push(message.type),
      end: (span) => void lines.push(`end ${span.requestId === TraceCtx.getId()}`),
    });
    await (await fetch(url, { method: 'POST', body: 'hello', headers: { 'x-request-id': 'abc' } })).text();
    await until(() => lines.length === 5);
    expect(lines).toEqual(['before abc', 'body 5', 'http.response.start', 'http.response.body', 'end true']);
  });

  it('the application waits for an asynchronous requestBefore', async () => {
    let ready = false;
    const { url } = await serve((_, response) => response.end(String(ready)), {
      requestBefore: async () => {
        await sleep(10);
        ready = true;
      },
    });
    expect(await (await fetch(url)).text()).toBe('true');
  });

  it('the application runs in its own context, however requestBefore is settled', async () => {
    const waiting: (() => void)[] = [];
    const { url } = await serve((_, response) => response.end(CTX_REQUEST_ID.get()), {
      requestBefore: () =>
        ({
          then(settle: () => void) {
            waiting.push(settle);
            if (waiting.length === 3) for (const each of waiting) each();
            return 5;
          },
        }) as never,
    });
    const ids = await Promise.all(
      ['a', 'b', 'c'].map(async (id) => (await fetch(url, { headers: { 'x-request-id': id } })).text()),
    );
    expect(ids).toEqual(['a', 'b', 'c']);
  });

  it('of a span are called once at its end, although they are asynchronous or forget super', async () => {
    const ends: unknown[] = [];
    class Slow extends Span {
      override async end(error?: unknown): Promise<void> {
        ends.push(error);
        await sleep(20);
        await super.end(error);
      }
    }
    class Forgetful extends Span {
      override end(error?: unknown): void {
        ends.push(error);
      }
    }
    for (const span of [Slow, Forgetful]) {
      const { url } = await serve((_, response) => response.end(), { span });
      await (await fetch(url, { headers: { connection: 'close' } })).text();
    }
    await sleep(50);
    expect(ends).toEqual([undefined, undefined]);
  });

  it('see only the chunks that are sent, each once', async () => {
    const bodies: unknown[] = [];
    const { url } = await serve(
      (_, response) => {
        response.on('error', () => {});
        response.write('one');
        response.end('two');
        response.end();
        response.write('three');
      },
      { response: (_, message) => void (message.type === 'http.response.body' && bodies.push(message.body)) },
    );
    await (await fetch(url)).text();
    expect(bodies).toEqual(['one', 'two']);
    await fetch(url, { method: 'HEAD' });
    expect(bodies).toEqual(['one', 'two']);
  });

  it('know at the end where an aborted request came from', async () => {
    const { open, ended } = await serve(() => {});
    const socket = await open();
    socket.write('GET http://example.com/a/b?c HTTP/1.1\r\nhost: a\r\n\r\n');
    await sleep(20);
    socket.destroy();
    await until(() => ended.length === 1);
    expect(ended[0]?.scope).toMatchObject({
      path: '/a/b',
      client: ['127.0.0.1', expect.any(Number)],
      httpVersion: '1.1',
    });
    expect(ended[0]?.status).toBeUndefined();
  });

  it('a span that does not call super still has its ids', async () => {
    class Forgetful extends Span {
      override requestBefore(): void {}
      override response(): void {}
    }
    const { url } = await serve((_, response) => response.end(CTX_REQUEST_ID.get()), { span: Forgetful });
    const response = await fetch(url);
    expect(response.headers.get('x-request-id')).toBe(await response.text());
  });

  it('that throw or reject harm no request, and warn once', async () => {
    const warning = nextWarning('TL_WARN_HOOK_FAILED');
    const fail = (): never => {
      throw new Error('hook failed');
    };
    class Broken extends Span {
      constructor() {
        super(fail());
      }
    }
    const hooks = { requestBefore: fail, requestAfter: fail, response: fail, end: fail };
    const rejecting = Object.fromEntries(Object.keys(hooks).map((name) => [name, async () => fail()]));
    class Unreadable extends Span {
      override get traceId(): never {
        return fail();
      }
    }
    for (const options of [hooks, rejecting, { span: Broken }, { span: Unreadable }]) {
      const { url } = await serve(async (request, response) => {
        for await (const _ of request);
        response.end('fine');
      }, options);
      const response = await fetch(url, { method: 'POST', body: 'x' });
      expect([response.status, await response.text()]).toEqual([200, 'fine']);
      expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f]{32}$/);
    }
    expect((await warning).detail).toContain('hook failed');
  });

  it.each([
    ['base64', (response: ServerResponse) => response.end('aGVsbG8=', 'base64'), 5],
    ['hex', (response: ServerResponse) => response.write('68656c6c6f', 'hex') && response.end(), 5],
    ['latin1', (response: ServerResponse) => response.end('éé', 'latin1'), 2],
    ['utf8', (response: ServerResponse) => response.end('éé', 'utf8'), 4],
    ['no body with 204', (response: ServerResponse) => response.writeHead(204).end('hello'), 0],
    ['no body with 304', (response: ServerResponse) => response.writeHead(304).end('hello'), 0],
  ])('are told of the bytes that are sent: %s', async (_, send, bytes) => {
    let told = 0;
    const { url } = await serve((_request, response) => send(response), {
      response: (_span, message) => {
        if (message.type === 'http.response.body') told += Buffer.byteLength(message.body);
      },
    });
    const body = await (await fetch(url)).arrayBuffer();
    expect([told, body.byteLength]).toEqual([bytes, bytes]);
  });

  it.each([
    ['getter of an id', { requestId: { get: () => 7 } }],
    [
      'getter that throws the second time',
      (() => {
        let calls = 0;
        return {
          requestId: {
            get: () => {
              if (calls++ % 2 === 1) throw new Error('once only');
              return 'abc';
            },
          },
        };
      })(),
    ],
    [
      'getter of ended',
      {
        ended: {
          get: () => {
            throw new Error('no');
          },
        },
      },
    ],
  ])('of a subclass with a bad %s harm no request', async (_, properties) => {
    class Bad extends Span {}
    Object.defineProperties(Bad.prototype, properties as PropertyDescriptorMap);
    const { url } = await serve((_request, response) => response.end(CTX_REQUEST_ID.get()), { span: Bad });
    const response = await fetch(url);
    expect([response.status, response.headers.get('x-request-id')]).toEqual([200, await response.text()]);
  });

  it('of a subclass that loses its scope harm no request', async () => {
    class Lost extends Span {
      constructor() {
        super(undefined as never);
      }
    }
    const { url } = await serve((_request, response) => response.end(CTX_REQUEST_ID.get()), { span: Lost });
    expect((await fetch(url)).status).toBe(200);
  });
});
