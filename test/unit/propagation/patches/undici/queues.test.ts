import { setTimeout as sleep } from 'node:timers/promises';

import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Agent as UndiciAgent, Dispatcher } from 'undici';

import { CTX_TRACE_ID } from '../../../../../src/index.js';
import { extract, propagate } from '../../../../../src/propagation/index.js';
import { record, type Recorder } from '../../../../support/recorder.js';
import { LEFT_OUT, VERSIONS } from './versions.js';

let server: Recorder;
const fails = new Set<string>();

beforeEach(async () => {
  fails.clear();
  server = await record((incoming, response) => {
    const { url = '' } = incoming;
    const isNew = !fails.has(url) && fails.add(url);
    if (url.startsWith('/redirect')) response.writeHead(302, { location: url.replace('redirect', 'to') });
    else if (url.startsWith('/retry') && isNew) response.writeHead(503);
    void sleep(2).then(() => response.end('x'));
  });
  const stop = propagate({ to: server.origin });
  onTestFinished(stop);
});

/** 40 requests at once, each in a trace of its own: what arrives must be of that trace. */
async function burst(path: string, send: (url: string) => Promise<unknown>): Promise<void> {
  server.received.splice(0);
  const traces = new Map<string, string>();
  await Promise.all(
    Array.from({ length: 40 }, (_, i) =>
      extract({}).run(async () => {
        traces.set(`${i}`, CTX_TRACE_ID.get());
        await send(`${server.origin}${path}/${i}`);
      }),
    ),
  );
  for (const { url, all } of server.received) {
    const [traceparent = ''] = all('traceparent');
    expect(traceparent.slice(3, 35), url).toBe(traces.get(url.split('/').at(-1)!));
  }
}

describe.each(VERSIONS)(
  `undici %s: a request that waits is of the trace that it was made in${LEFT_OUT}`,
  (_version, undici) => {
    const { Agent, fetch: undiciFetch, getGlobalDispatcher, interceptors, Pool, request, setGlobalDispatcher } = undici;
    function useGlobally(dispatcher: Dispatcher): void {
      const before = getGlobalDispatcher();
      setGlobalDispatcher(dispatcher);
      onTestFinished(() => {
        setGlobalDispatcher(before);
        return dispatcher.destroy();
      });
    }

    const bounded = (): UndiciAgent => new Agent({ connections: 2 });

    it('in a Pool of its own', async () => {
      const pool = new Pool(server.origin, { connections: 2 });
      onTestFinished(() => pool.destroy());
      await burst('/pool', async (url) =>
        (await pool.request({ path: new URL(url).pathname, method: 'GET' })).body.text(),
      );
      expect(server.received).toHaveLength(40);
    });

    it('in a Pool that is always given the same options', async () => {
      const pool = new Pool(server.origin, { connections: 2 });
      onTestFinished(() => pool.destroy());
      const options = { path: '/same', method: 'GET' } as const;
      const traces: string[] = [];
      await Promise.all(
        Array.from({ length: 40 }, () =>
          extract({}).run(async () => {
            traces.push(CTX_TRACE_ID.get());
            await (await pool.request(options)).body.text();
          }),
        ),
      );
      const arrived = server.received.map(({ all }) => all('traceparent')[0]!.slice(3, 35));
      expect(arrived.toSorted()).toEqual(traces.toSorted());
    });

    it.each([
      ["the global one, by Node's fetch", async (url: string) => (await fetch(url)).text()],
      ["the global one, by undici's fetch", async (url: string) => (await undiciFetch(url)).text()],
      ['the global one, by undici.request', async (url: string) => (await request(url)).body.text()],
    ])('in %s', async (_, send) => {
      useGlobally(bounded());
      await burst('/global', send);
      expect(server.received).toHaveLength(40);
      await burst('/redirect', send);
    });

    it('in an agent that fetch is given', async () => {
      const dispatcher = bounded();
      onTestFinished(() => dispatcher.destroy());
      await burst('/given', async (url) => (await undiciFetch(url, { dispatcher })).text());
      expect(server.received).toHaveLength(40);
    });

    it.each([
      ['redirects it', 'redirect', interceptors.redirect({ maxRedirections: 3 }), () => new Agent()],
      ['tries it again', 'retry', interceptors.retry({ minTimeout: 1, statusCodes: [503] }), () => new Agent()],
      ['redirects it, and all wait', 'redirect', interceptors.redirect({ maxRedirections: 3 }), bounded],
      ['tries it again, and all wait', 'retry', interceptors.retry({ minTimeout: 1, statusCodes: [503] }), bounded],
    ])('when an interceptor %s', async (_, path, interceptor, agent) => {
      const dispatcher = agent().compose(interceptor);
      await burst(`/${path}`, async (url) => (await request(url, { dispatcher })).body.text());
      expect(server.received).toHaveLength(80);
    });
  },
);
