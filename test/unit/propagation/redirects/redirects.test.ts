import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { Agent, type Dispatcher, interceptors, request } from 'undici';

import { CTX_TRACE_ID } from '../../../../src/index.js';
import { propagatingFetch } from '../../../../src/propagation/redirects/propagating-fetch.js';
import { routes } from '../../../../src/propagation/fields/fields-for.js';
import { extract, propagate } from '../../../../src/propagation/index.js';
import { redirecting, type Redirecting, STATUSES, type Step } from './redirects.js';

const LISTED = [true, false, true]; // the servers: the third one is listed too, so that headers can come back
const chains = fc.array(fc.tuple(fc.constantFrom(...STATUSES), fc.nat(2)), { maxLength: 6 });

/** Node's own fetch, which carries nothing by itself here: it stands for the one of Bun, Deno or Workers. */
const wrapped: typeof fetch = (...args) => propagatingFetch(fetch, ...args);

let network: Redirecting;
beforeEach(async () => {
  network = await redirecting(3);
});

function listByOrigin(): () => void {
  return propagate({ to: network.servers.filter((_, i) => LISTED[i]).map(({ origin }) => origin) });
}

/** The same for `propagatingFetch` alone, without the hooks. */
function listRoutes(): () => void {
  const origins = new Set(network.servers.filter((_, i) => LISTED[i]).map(({ origin }) => origin));
  const route = { isListed: (url: URL) => origins.has(url.origin), requestHeader: 'x-request-id', isSilent: false };
  routes.add(route);
  return () => void routes.delete(route);
}

const agent = new Agent();
const redirectingAgent = (): Dispatcher => agent.compose(interceptors.redirect({ maxRedirections: 10 }));
const CLIENTS = [
  ['fetch', listByOrigin, async (url: string) => (await fetch(url)).text()],
  ['the wrapped fetch', listRoutes, async (url: string) => (await wrapped(url)).text()],
  [
    'undici.request with the interceptor',
    listByOrigin,
    async (url: string) => (await request(url, { dispatcher: redirectingAgent() })).body.text(),
  ],
] as const;

describe.each(CLIENTS)('%s through redirects', (_, list, send) => {
  it('carries the headers to what is listed, and loses them on the way to what is not', async () => {
    onTestFinished(list());
    let id = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(chains, { minLength: 1, maxLength: 8 }), async (plans) => {
        await Promise.all(plans.map((steps) => extract({}).run(() => follow(`c${id++}`, steps, send))));
      }),
      { numRuns: 25 },
    );
  });
});

async function follow(id: string, steps: readonly Step[], send: (url: string) => Promise<unknown>): Promise<void> {
  await send(network.start(id, steps));
  const parents = network.servers.flatMap(({ received }, at) =>
    received
      .filter(({ url }) => url.startsWith(`/${id}?`))
      .map(({ all }) => {
        expect(all('traceparent')).toHaveLength(LISTED[at] ? 1 : 0);
        expect(all('x-request-id')).toHaveLength(LISTED[at] ? 1 : 0);
        if (LISTED[at]) expect(all('traceparent')[0]).toContain(CTX_TRACE_ID.get());
        return all('traceparent')[0] ?? `unlisted ${Math.random()}`;
      }),
  );
  expect(parents).toHaveLength(steps.length + 1);
  expect(new Set(parents).size).toBe(steps.length + 1); // a span id of its own for each
}

describe('the wrapped fetch', () => {
  let stop: () => void;
  beforeEach(() => (stop = listRoutes()));
  afterEach(() => stop());

  const bodies = {
    none: () => undefined,
    text: () => 'text',
    blob: () => new Blob(['blob'], { type: 'text/x' }),
    form: () => new URLSearchParams({ a: 'b' }),
    stream: () => new Blob(['stream']).stream(),
  };
  const calls = fc.record({
    method: fc.constantFrom('GET', 'POST', 'PUT', 'HEAD', 'post'),
    body: fc.constantFrom(...(Object.keys(bodies) as (keyof typeof bodies)[])),
    asRequest: fc.boolean(),
    redirect: fc.constantFrom(undefined, 'follow', 'manual', 'error'),
    steps: chains,
  });

  it("does what the runtime's own does, but for the headers", async () => {
    let id = 0;
    await fc.assert(
      fc.asyncProperty(calls, async ({ method, body, asRequest, redirect, steps }) => {
        fc.pre(!asRequest || body !== 'stream'); // nobody but the runtime can tell where the body of a Request is from
        const hasBody = body !== 'none' && method !== 'GET' && method !== 'HEAD';
        const init = (): RequestInit => ({
          method,
          ...(hasBody && { body: bodies[body](), duplex: 'half' }),
          ...(redirect !== undefined && { redirect }),
          headers: { authorization: 'secret', cookie: 'a=b', 'x-own': 'own' },
        });
        const outcome = async (send: typeof fetch, name: string): Promise<unknown> => {
          const url = network.start(name, steps);
          const answer = await extract({})
            .run(() => (asRequest ? send(new Request(url, init())) : send(url, init())))
            .then(describeResponse, () => 'rejected');
          return [answer, ...network.servers.map(({ received }) => describeRequests(received, name))];
        };
        const native = await outcome(fetch, `n${++id}`);
        expect(JSON.stringify(await outcome(wrapped, `w${id}`)).replaceAll(`w${id}`, `n${id}`)).toEqual(
          JSON.stringify(native),
        );
      }),
      { numRuns: 150 },
    );
  }, 60_000);

  async function describeResponse(response: Response): Promise<unknown> {
    const { status, url, redirected } = response;
    return [
      status,
      new URL(url).pathname,
      redirected,
      response.headers.get('location') !== null,
      await response.text(),
    ];
  }

  function describeRequests(received: Redirecting['servers'][0]['received'], name: string): unknown {
    return received
      .filter(({ url }) => url.startsWith(`/${name}?`))
      .map(({ method, all }) => [
        method,
        ...['authorization', 'cookie', 'x-own', 'content-type', 'content-length'].map(all),
      ]);
  }

  it("leaves the caller's own headers as they are, in whatever form", async () => {
    const url = network.start('own', [[307, 2]]);
    const own = { TraceParent: 'mine', 'X-Request-Id': 'mine' };
    const forms: [string | Request, RequestInit?][] = [
      [url, { headers: own }],
      [url, { headers: new Headers(own) }],
      [url, { headers: Object.entries(own) }],
      [new Request(url, { headers: own })],
      [new Request(url, { headers: { traceparent: 'other' } }), { headers: own }],
    ];
    for (const form of forms) await extract({}).run(() => wrapped(...form));
    for (const { received } of [network.servers[0]!, network.servers[2]!]) {
      expect(received.map(({ all }) => [all('traceparent'), all('x-request-id')])).toEqual(
        forms.map(() => [['mine'], ['mine']]),
      );
    }
  });

  it('sends bytes again, which undici 6 cannot', async () => {
    const body = new TextEncoder().encode('bytes');
    const url = network.start('bytes', [
      [307, 1],
      [308, 0],
    ]);
    const response = await extract({}).run(() => wrapped(url, { method: 'PUT', body }));
    expect(await response.text()).toBe('PUT undefined bytes');
  });

  it('gives up after 20 redirects', async () => {
    const follow20 = (n: number): Promise<unknown> =>
      extract({}).run(() =>
        wrapped(
          network.start(
            'long',
            Array.from({ length: n }, () => [302, 0] as const),
          ),
        ),
      );
    await expect(follow20(21)).rejects.toThrow(TypeError);
    await expect(follow20(20)).resolves.toMatchObject({ status: 200, redirected: true });
  });

  it('is aborted by the signal of the caller, also after a redirect', async () => {
    const never = await import('../../../support/recorder.js').then(({ record }) => record(() => {}));
    const controller = new AbortController();
    const { servers } = network;
    const start = `${servers[0]!.origin}/s?steps=[]`;
    const native: typeof fetch = async (target, init) =>
      target === start ? Response.redirect(never.origin, 302) : fetch(target, init);
    const call = extract({}).run(() => propagatingFetch(native, start, { signal: controller.signal }));
    while (never.received.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    controller.abort(new Error('enough'));
    await expect(call).rejects.toThrow('enough');
  });

  it('judges what it fetches: a target that changes its mind is read once', async () => {
    const [listed, other] = network.servers.map(({ origin }) => origin);
    const origins = [listed, other, other];
    const target = { toString: () => `${origins.shift()}/turncoat` } as unknown as string;
    await extract({}).run(() => wrapped(target));
    expect(network.servers[1]!.carried).toBe(false);
    expect(network.servers.map(({ received }) => received.length)).toEqual([1, 0, 0]);
  });

  it('leaves alone what goes to a Unix socket, as Bun has it', async () => {
    const seen: unknown[] = [];
    const init = { unix: '/a.sock' } as RequestInit;
    const native = (async (...args: unknown[]) => void seen.push(...args)) as never;
    await extract({}).run(() => propagatingFetch(native, network.servers[0]!.origin, init));
    expect(seen).toEqual([network.servers[0]!.origin, init]);
  });
});
