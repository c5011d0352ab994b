import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

import { pino } from 'pino';
import { pinoHttp } from 'pino-http';
import { describe, expect, it, onTestFinished } from 'vitest';

import { traced } from '../../../../src/adapters/node-http/index.js';
import { genReqId, mixin } from '../../../../src/loggers/pino/index.js';
import { LogCapture } from '../../../../src/testing/index.js';

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/orders/1?q=1`;
}

interface Line {
  readonly request_id: string;
  readonly req: { readonly id: string };
}

function setUp(): { readonly log: RequestListener; readonly capture: LogCapture } {
  const capture = new LogCapture();
  const http = pinoHttp({ logger: pino({ mixin }, capture), genReqId });
  const log: RequestListener = (request, response) => {
    http(request, response);
    request.log.info('handling');
    response.end(request.id as string);
  };
  return { log, capture };
}

const get = (url: string, id?: string): Promise<Response> =>
  fetch(url, { headers: { connection: 'close', ...(id === undefined ? {} : { 'x-request-id': id }) } });

describe('genReqId', () => {
  it.each([undefined, 'mine', 'not valid'])('gives the id of the context, where the request brings %j', async (id) => {
    const { log, capture } = setUp();
    const response = await get(await serve(traced(log)), id);
    const sent = response.headers.get('x-request-id');
    expect(await response.text()).toBe(sent);
    await expect.poll(() => capture.lines.length).toBe(2);
    for (const line of capture.entries as unknown as Line[])
      expect([line.request_id, line.req.id]).toEqual([sent, sent]);
    if (id === 'mine') expect(sent).toBe(id);
  });

  it.each([
    [undefined, /^[0-9a-f]{32}$/],
    ['mine', /^mine$/],
    ['not valid', /^[0-9a-f]{32}$/],
  ])('gives an id without an adapter, where the request brings %j', async (id, expected) => {
    const { log } = setUp();
    expect(await (await get(await serve(log), id)).text()).toMatch(expected);
  });

  it('agrees with an adapter that runs after it where the client sends an id, and logs the end in the context', async () => {
    const capture = new LogCapture();
    const http = pinoHttp({ logger: pino({ mixin }, capture), genReqId });
    const listener = traced((_, response) => void response.end());
    await get(
      await serve((request, response) => {
        http(request, response);
        listener(request, response);
      }),
      'mine',
    );
    await expect.poll(() => capture.lines.length).toBe(1);
    expect(capture.entries).toMatchObject([{ request_id: 'mine', req: { id: 'mine' }, msg: 'request completed' }]);
  });
});
