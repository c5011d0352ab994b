import { beforeAll, describe, expect, it } from 'vitest';

import { asyncRecorder, type Recorded, recorder } from '../matrix/recorder.js';
import { Wire } from '../matrix/wire-client.js';
import { until } from '../node-http/serve.js';
import { loadNest, type Platform, start } from './nest.js';

const PLATFORMS: readonly Platform[] = ['Express', 'Fastify'];
const RECORDERS = { synchronous: recorder, asynchronous: asyncRecorder };
const FAILING = { throw: fail, reject: async () => fail() };

function fail(): never {
  throw new Error('hook failed');
}

/** A request to `/echo`. */
const post = (url: string, id: string, text: string): Promise<Response> =>
  fetch(`${url}/echo`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-request-id': id },
    body: JSON.stringify({ text }),
  });

/** The tests of the hooks, with the Nest that `test/frameworks/<folder>` locks. */
export function describeNestHooks(folder: string): void {
  let nest: Awaited<ReturnType<typeof loadNest>>;
  beforeAll(async () => {
    nest = await loadNest(folder);
  }, 300_000);

  describe.each(PLATFORMS)('hooks: %s', (platform) => {
    it.each(['synchronous', 'asynchronous'] as const)('a recorder with %s hooks records all', async (kind) => {
      const log: Recorded[] = [];
      const { url } = await start(nest, platform, { options: { span: RECORDERS[kind](log) } });
      const answer = await (await post(url, 'echo', 'x'.repeat(50_000))).text();
      expect(answer).toBe('echo 50000');
      const get = (path: string): Promise<Response> => fetch(`${url}/${path}`, { headers: { 'x-request-id': path } });
      for (const path of ['throws', 'bare', 'nowhere', 'stream']) await (await get(path)).text();
      await until(() => log.length === 5);
      expect(log.map(({ id, status, sentId, ids }) => [id, status, sentId, ids])).toEqual(
        [
          ['echo', 201],
          ['throws', 500],
          ['bare', 418],
          ['nowhere', 404],
          ['stream', 200],
        ].map(([id, status]) => [id, status, id, new Set([id])]),
      );
      expect(log[0]).toMatchObject({ received: 50_000 + '{"text":""}'.length, sent: answer.length });
      expect(log.every(({ milliseconds, sent }) => milliseconds > 0 && sent > 0)).toBe(true);
    });

    it.each(['throw', 'reject'] as const)('hooks that %s harm no request', async (kind) => {
      const hook = FAILING[kind];
      let ended = 0;
      const end = (): void | Promise<void> => {
        ended++;
        return hook();
      };
      const options = { requestBefore: hook, requestAfter: hook, response: hook, end };
      const { url } = await start(nest, platform, { options });
      const response = await post(url, 'abc', 'hello');
      expect([response.status, response.headers.get('x-request-id'), await response.text()]).toEqual([
        201,
        'abc',
        'abc 5',
      ]);
      expect((await fetch(`${url}/throws`)).status).toBe(500);
      await until(() => ended === 2);
    });

    it('the span ends once when the client goes in the middle of an upload', async () => {
      const { url, ended } = await start(nest, platform);
      const wire = await Wire.open(Number(new URL(url).port));
      wire.send('POST /echo HTTP/1.1', 'host: a', 'x-request-id: abc', 'content-type: application/json', '');
      wire.send('content-length: 500', '', '{"text":');
      await new Promise((resolve) => setTimeout(resolve, 20));
      wire.destroy();
      await until(() => ended.length === 1);
      await new Promise((resolve) => setTimeout(resolve, 20));
      expect(ended.map(({ requestId, error }) => [requestId, error instanceof Error])).toEqual([['abc', true]]);
    });
  });
}
