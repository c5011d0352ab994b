import { afterEach, expect, it } from 'vitest';

import { createTask } from '../../../src/index.js';
import { extract, propagate } from '../../../src/propagation/index.js';
import { settings } from './settings.js';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const CARRIED = { 'x-request-id': 'abc', traceparent: `00-${TRACE}-b7ad6b7169203331-01`, baggage: 'tenant=acme' };
const original = globalThis.fetch;

let stop: () => void = () => undefined;
afterEach(() => stop());

/** What a server received, by its answer; of the headers that carry a trace. */
async function carriedBy(response: Response): Promise<Record<string, string[]>> {
  const headers = (await response.json()) as Record<string, string[]>;
  return Object.fromEntries(
    ['traceparent', 'baggage', 'x-request-id'].flatMap((name) => (headers[name] ? [[name, headers[name]]] : [])),
  );
}

const inTrace = <R>(fn: () => Promise<R>): Promise<R> => extract(CARRIED, { trust: 'accept' }).run(fn);

const EXPECTED = {
  traceparent: [expect.stringMatching(new RegExp(`^00-${TRACE}-(?!b7ad6b7169203331)[0-9a-f]{16}-01$`))],
  baggage: ['tenant=acme'],
  'x-request-id': ['abc'],
};

it('a fetch carries the trace to an origin that is listed, and nothing to another', async () => {
  const [listed, other] = settings().origins;
  stop = propagate({ to: listed });
  await inTrace(async () => {
    expect(await carriedBy(await fetch(`${listed}/fetch`))).toEqual(EXPECTED);
    expect(await carriedBy(await fetch(new Request(`${listed}/request`, { method: 'POST', body: 'x' })))).toEqual(
      EXPECTED,
    );
    expect(
      await carriedBy(await fetch(new URL(`${listed}/url`), { headers: { 'x-request-id': 'own' } })),
    ).toMatchObject({ 'x-request-id': ['own'] });
    expect(await carriedBy(await fetch(`${other}/fetch`))).toEqual({});
    expect(await carriedBy(await fetch(new Request(`${other}/request`, { method: 'POST', body: 'x' })))).toEqual({});
  });
  expect(await carriedBy(await fetch(`${listed}/outside`))).toEqual({});
});

it('a redirect to an origin that is not listed carries nothing there, and goes on carrying behind it', async () => {
  const [listed, other] = settings().origins;
  stop = propagate({ to: listed });
  const hop = (origin: string, to: string): string => `${origin}/hop?to=${encodeURIComponent(to)}`;
  await inTrace(async () => {
    const response = await fetch(hop(listed, hop(other, `${listed}/end`)));
    expect(new URL(response.url).searchParams.getAll('seen')).toEqual(['true', 'false']);
    expect(response.redirected).toBe(true);
    expect(await carriedBy(response)).toEqual(EXPECTED);
  });
});

it('tasks at once carry their own', async () => {
  const [listed] = settings().origins;
  stop = propagate({ to: listed });
  const ids = Array.from({ length: 50 }, (_, n) => `id-${n}`);
  const seen = await Promise.all(
    ids.map((id) =>
      createTask(() => extract({ 'x-request-id': id }).run(async () => carriedBy(await fetch(`${listed}/${id}`)))),
    ),
  );
  expect(seen.map((headers) => headers['x-request-id'])).toEqual(ids.map((id) => [id]));
});

it('nothing is carried, and fetch is what it was, after it was stopped', async () => {
  const [listed] = settings().origins;
  propagate({ to: listed })();
  expect(globalThis.fetch).toBe(original);
  expect(await inTrace(async () => carriedBy(await fetch(`${listed}/after`)))).toEqual({});
});
