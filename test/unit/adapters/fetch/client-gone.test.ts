import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

import { serve } from '@hono/node-server';
import { describe, expect, it, onTestFinished } from 'vitest';

import { traced } from '../../../../src/adapters/fetch/index.js';
import { CTX_REQUEST_ID, type Span } from '../../../../src/index.js';
import { Wire } from '../../../whole/matrix/wire-client.js';
import { until } from '../../../support/until.js';

type Handler = (request: Request) => Response | Promise<Response>;

const ended: [id: string, span: Span][] = [];

/** Sends a request for a traced handler to a server that is not ours. */
async function send(handler: Handler): Promise<Wire> {
  ended.length = 0;
  const end = (span: Span): void => void ended.push([CTX_REQUEST_ID.get(), span]);
  const server = serve({ fetch: traced(handler, { end }), port: 0, hostname: '127.0.0.1' });
  onTestFinished(() => void server.close());
  await until(() => server.listening);
  const wire = await Wire.open((server.address() as AddressInfo).port);
  wire.send('GET / HTTP/1.1', 'host: a', 'x-request-id: abc', '', '');
  return wire;
}

/** A body that says how it was cancelled, and under which id. */
function body(pull: (controller: ReadableStreamDefaultController) => unknown, cancelled: string[]): ReadableStream {
  return new ReadableStream({
    pull: async (c) => void (await pull(c)),
    cancel: () => void cancelled.push(CTX_REQUEST_ID.get()),
  });
}

const chunk = new TextEncoder().encode('chunk');
const silence = (): Promise<void> => new Promise(() => {});

describe('a client that goes', () => {
  it('while chunks are sent cancels the body and ends the span', async () => {
    const cancelled: string[] = [];
    const wire = await send(() => new Response(body((c) => c.enqueue(chunk), cancelled)));
    await wire.until(/chunk/);
    wire.destroy();
    await until(() => ended.length === 1);
    expect(ended).toMatchObject([['abc', { error: { code: 'TL_ERR_REQUEST_ABORTED' } }]]);
    expect(cancelled).toEqual(['abc']);
  });

  it('while the body is silent cancels it and ends the span', async () => {
    const cancelled: string[] = [];
    let pulled = 0;
    const wire = await send(
      () => new Response(body((c) => (pulled++ === 0 ? c.enqueue(chunk) : silence()), cancelled)),
    );
    await wire.until(/chunk/);
    wire.destroy();
    await until(() => ended.length === 1);
    expect(ended).toMatchObject([['abc', { error: { code: 'TL_ERR_REQUEST_ABORTED' } }]]);
    expect(cancelled).toEqual(['abc']);
  });

  it('before the handler has returned ends the span after that', async () => {
    const cancelled: string[] = [];
    let arrived = false;
    const wire = await send(async ({ signal }) => {
      arrived = true;
      await once(signal, 'abort');
      return new Response(body((c) => c.enqueue(chunk), cancelled));
    });
    await until(() => arrived);
    wire.destroy();
    await until(() => ended.length === 1);
    expect(ended).toMatchObject([['abc', { error: { code: 'TL_ERR_REQUEST_ABORTED' } }]]);
    expect(cancelled).toEqual(['abc']);
  });
});

it('the signal of a request is not made unless the handler asks for it', async () => {
  let made = 0;
  const request = Object.defineProperty(new Request('http://a/'), 'signal', { get: () => made++ });
  const handler = traced(() => new Response('hello'));
  expect(await (await handler(request)).text()).toBe('hello');
  expect(made).toBe(0);
});
