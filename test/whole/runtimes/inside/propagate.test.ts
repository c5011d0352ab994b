import { afterEach, expect, it } from 'vitest';

import { createTask } from '../../../../src/index.js';
import { extract, propagate } from '../../../../src/propagation/index.js';
import { CARRIED, carriedBy, inTrace } from './carried.js';
import { settings } from './settings.js';

const original = globalThis.fetch;

let stop: () => void = () => undefined;
afterEach(() => stop());

const received = async (response: Response): Promise<Record<string, string[]>> => carriedBy(await response.text());

it('a fetch carries the trace to an origin that is listed, and nothing to another', async () => {
  const [listed, other] = settings().origins;
  stop = propagate({ to: listed });
  await inTrace(async () => {
    expect(await received(await fetch(`${listed}/fetch`))).toEqual(CARRIED);
    expect(await received(await fetch(new Request(`${listed}/request`, { method: 'POST', body: 'x' })))).toEqual(
      CARRIED,
    );
    expect(await received(await fetch(new URL(`${listed}/url`), { headers: { 'x-request-id': 'own' } }))).toMatchObject(
      { 'x-request-id': ['own'] },
    );
    expect(await received(await fetch(`${other}/fetch`))).toEqual({});
    expect(await received(await fetch(new Request(`${other}/request`, { method: 'POST', body: 'x' })))).toEqual({});
  });
  expect(await received(await fetch(`${listed}/outside`))).toEqual({});
});

it('a redirect to an origin that is not listed carries nothing there, and goes on carrying behind it', async () => {
  const [listed, other] = settings().origins;
  stop = propagate({ to: listed });
  const hop = (origin: string, to: string): string => `${origin}/hop?to=${encodeURIComponent(to)}`;
  await inTrace(async () => {
    const response = await fetch(hop(listed, hop(other, `${listed}/end`)));
    expect(new URL(response.url).searchParams.getAll('seen')).toEqual(['true', 'false']);
    expect(response.redirected).toBe(true);
    expect(await received(response)).toEqual(CARRIED);
  });
});

it('tasks at once carry their own', async () => {
  const [listed] = settings().origins;
  stop = propagate({ to: listed });
  const ids = Array.from({ length: 50 }, (_, n) => `id-${n}`);
  const seen = await Promise.all(
    ids.map((id) =>
      createTask(() => extract({ 'x-request-id': id }).run(async () => received(await fetch(`${listed}/${id}`)))),
    ),
  );
  expect(seen.map((headers) => headers['x-request-id'])).toEqual(ids.map((id) => [id]));
});

it('nothing is carried, and fetch is what it was, after it was stopped', async () => {
  const [listed] = settings().origins;
  propagate({ to: listed })();
  expect(globalThis.fetch).toBe(original);
  expect(await inTrace(async () => received(await fetch(`${listed}/after`)))).toEqual({});
});
