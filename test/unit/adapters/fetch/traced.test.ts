import { describe, expect, it } from 'vitest';

import { traced } from '../../../../src/adapters/fetch/index.js';
import { CTX_REQUEST_ID, type Span } from '../../../../src/index.js';

const request = (id: string, init: RequestInit = {}): Request =>
  new Request('http://example.com/', { ...init, headers: { 'x-request-id': id } });

describe('traced', () => {
  it.each(['GET', 'HEAD'])(
    'gives each of two requests its own id, though both get the same response: %s',
    async (method) => {
      for (const shared of [new Response(null, { status: 204 }), new Response('hello')]) {
        if (method === 'GET' && shared.body !== null) continue; // a body is sent once
        const handler = traced(() => shared);
        const answers = [await handler(request('first', { method })), await handler(request('second', { method }))];
        expect(answers.map(({ headers }) => headers.get('x-request-id'))).toEqual(['first', 'second']);
        expect(shared.headers.has('x-request-id')).toBe(false);
      }
    },
  );

  it.each([
    ['a redirect', () => Response.redirect('http://example.com/elsewhere', 302)],
    [
      'a used body',
      async () => {
        const response = new Response('hello');
        await response.text();
        return response;
      },
    ],
  ])('adds the id to %s', async (_, handler) => {
    expect((await traced(handler)(request('abc'))).headers.get('x-request-id')).toBe('abc');
  });

  it.each([204, 304])('lets a response of status %i have no body, though it has an empty one', async (status) => {
    const lenient = { status, headers: new Headers(), body: new Response('').body, bodyUsed: false } as Response;
    const response = await traced(() => lenient)(request('abc'));
    expect([response.status, response.body, response.headers.get('x-request-id')]).toEqual([status, null, 'abc']);
  });

  it('answers 500 with the id for a response whose body somebody else reads, and ends the span with that error', async () => {
    const ended: Span[] = [];
    const handler = traced(
      () => {
        const response = new Response(new ReadableStream());
        response.body?.getReader();
        return response;
      },
      { end: (span) => void ended.push(span) },
    );
    const response = await handler(request('abc'));
    expect([response.status, response.headers.get('x-request-id')]).toEqual([500, 'abc']);
    await response.text();
    expect(ended.map(({ error }) => error)).toEqual([expect.any(TypeError)]);
  });

  it('ends the span of a handler that gives no response, for it has upgraded the connection', async () => {
    const ended: Span[] = [];
    const handler = traced((): Response | undefined => undefined, { end: (span) => void ended.push(span) });
    expect(await handler(request('abc'))).toBeUndefined();
    expect(ended.map(({ error }) => error)).toEqual([undefined]);
  });

  it('keeps what a subclass or a framework adds to requests, where a hook wants the chunks of the body', async () => {
    class FrameworkRequest extends Request {
      readonly #url = new URL(this.url);
      readonly params = { id: 7 };
      get nextUrl(): URL {
        return this.#url;
      }
      ip(): string {
        return this.#url.hostname;
      }
    }
    const chunks: number[] = [];
    const handler = traced(
      async (incoming: FrameworkRequest) => {
        const { nextUrl, params } = incoming;
        return Response.json([nextUrl.pathname, params.id, incoming.ip(), await incoming.text(), CTX_REQUEST_ID.get()]);
      },
      { requestAfter: (_, { body }) => void chunks.push(body.length) },
    );
    const incoming = new FrameworkRequest('http://example.com/a', request('abc', { method: 'POST', body: 'hello' }));
    expect(await (await handler(incoming)).json()).toEqual(['/a', 7, 'example.com', 'hello', 'abc']);
    expect(chunks).toEqual([5]);
  });
});
