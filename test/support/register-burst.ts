import { setTimeout as sleep } from 'node:timers/promises';

import { expect } from 'vitest';

import type { ServedApp } from '../whole/register/serve-app.js';

/** Sends requests at once, each with an id and a marker of its own, and expects the id in the response. */
export async function burst(url: string, count = 30): Promise<void> {
  await Promise.all(Array.from({ length: count }, (_, marker) => send(url, marker)));
}

async function send(url: string, marker: number): Promise<void> {
  const response = await fetch(`${url}/orders/${marker}`, {
    method: 'POST',
    body: JSON.stringify({ marker }),
    headers: { 'x-request-id': `id-${marker}`, 'content-type': 'application/json' },
  });
  await response.text();
  expect(response.headers.get('x-request-id')).toBe(`id-${marker}`);
}

/** Expects `each` lines of each of `count` requests, all of them with the id of their request and no other; ends the application. */
export async function expectIds(app: ServedApp, each: number, count = 30): Promise<void> {
  const marked = (): string[] => app.lines.filter((line) => /marker=\d+/.test(line));
  for (let tries = 0; tries < 100 && marked().length < each * count; tries++) await sleep(50);
  await app.stop();
  expect(marked().length).toBe(each * count);
  for (const line of marked()) {
    const [, marker] = /marker=(\d+)/.exec(line) as RegExpExecArray;
    const ids = [...line.matchAll(/(?:^\[|"request_id":")id-(\d+)/g)].map(([, id]) => id);
    expect(ids, line).toEqual([marker]);
  }
}
