import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { expect, it, onTestFinished } from 'vitest';

import { curlOf } from '../../../src/inspector/collector/replay/curl.js';
import { replay } from '../../../src/inspector/collector/replay/replay.js';
import { HeldRequest } from '../../../src/inspector/collector/store/held-request.js';
import type { RequestStarted } from '../../../src/inspector/protocol/agent-event.js';
import { readEvent } from '../../../src/inspector/protocol/read-event.js';
import { started } from '../../support/inspector/fake-agent.js';

const SECRETS = {
  path: '/orders;jsessionid=(redacted)',
  query: 'a=1&token=(redacted)&f={"password":"(redacted)"}&b=2',
  headers: { host: 'shop.example', accept: 'a', cookie: '(redacted)', referer: 'http://h/?token=(redacted)' },
};

function held(more: object): HeldRequest {
  return new HeldRequest(1, readEvent(JSON.stringify(started(1, more))) as RequestStarted, 'shop', 10 ** 6);
}

/** A server that answers so, and tells of the addresses and headers that it was asked. */
async function answering(answer: (response: ServerResponse) => void): Promise<{ server: string; asked: unknown[] }> {
  const asked: unknown[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url, Object.keys(request.headers));
    answer(response);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => server.closeAllConnections());
  onTestFinished(() => void server.close());
  return { server: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

it('names parameters and headers that are secret in the command of curl, and leaves them out', () =>
  expect(curlOf(held(SECRETS))).toBe(
    [
      '# Left out, because they are secret: cookie, referer, jsessionid, token, f',
      "curl -X 'GET' 'http://shop.example/orders?a=1&b=2' \\",
      "  -H 'accept: a'",
    ].join('\n'),
  ));

it('says in the command of curl that a body is missing', () =>
  expect(curlOf(held({ method: 'POST', headers: { host: 'h', 'content-length': '2' } }))).toBe(
    "# It had a body, which is not kept: add one with --data\ncurl -X 'POST' 'http://h/orders/1'",
  ));

it('sends a request again without what is secret', async () => {
  const { server, asked } = await answering((response) => response.end());
  expect(await replay(held({ ...SECRETS, server }))).toEqual({ status: 200 });
  expect(asked).toEqual(['/orders?a=1&b=2', ['accept', 'host', 'connection']]);
});

it.each([
  ['http', "curl --http2-prior-knowledge -X 'GET' 'http://shop.example/orders/1'"],
  ['https', "curl -X 'GET' 'https://shop.example/orders/1'"],
])('leaves what came by HTTP/2 to curl, which can send it: %s', async (http2, command) => {
  expect(curlOf(held({ http2 }))).toBe(command);
  expect(await replay(held({ http2 }))).toEqual({
    error: 'It came by HTTP/2. Replay cannot send that: copy it as curl',
  });
});

it('answers for a stream that has no end', async () => {
  const { server } = await answering((response) => {
    const timer = setInterval(() => response.write('more'), 10);
    response.on('close', () => clearInterval(timer));
  });
  expect(await replay(held({ server }))).toEqual({ status: 200 });
});
