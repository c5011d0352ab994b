import { beforeEach, describe, expect, it } from 'vitest';

import { until } from '../../support/until.js';
import { CELLS } from './cells.js';
import { heard } from './hear.js';
import { run, type Running } from './running.js';

const SIZES = [0, 1, 1_000, 20_000, 70_000, 300_000];

/** Sends bodies of all sizes at once, and expects that the code around the parser saw one id for each, and all of it. */
async function sendAll({ request, ended }: Running, path: string, init: (text: string) => RequestInit): Promise<void> {
  await Promise.all(
    [...SIZES, ...SIZES, ...SIZES, ...SIZES].map(async (size, i) => {
      const response = await request(path, `id-${i}`, { method: 'POST', ...init('x'.repeat(size)) });
      expect(await response.text()).toBe(`id-${i} ${size}`);
    }),
  );
  await until(() => ended.length === 4 * SIZES.length);
}

describe.each(CELLS)('bodies: $name', (cell) => {
  beforeEach(() => heard.clear());

  it('the code around a parser of JSON sees the id', async () => {
    const headers = { 'content-type': 'application/json' };
    await sendAll(await run(cell), '/json', (text) => ({ headers, body: JSON.stringify({ text }) }));
  });

  it('the code around a parser of forms sees the id', async () => {
    await sendAll(await run(cell), '/form', (text) => ({ body: new URLSearchParams({ text }) }));
  });

  it('the callbacks of a multipart upload see the id', async () => {
    await sendAll(await run(cell), '/upload', (text) => {
      const body = new FormData();
      body.set('file', new File([text], 'file.txt'));
      return { body };
    });
  });

  it('a body that cannot be parsed is refused with the id', async () => {
    const { request, ended } = await run(cell);
    const headers = { 'content-type': 'application/json' };
    const response = await request('/json', 'abc', { method: 'POST', headers, body: '{' });
    expect(response.headers.get('x-request-id')).toBe('abc');
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(await response.text()).toMatch(/^(handled under abc|Internal Server Error\n|Malformed JSON.*)$/);
    await until(() => ended.length === 1);
  });

  const { notNode } = cell;
  it.skipIf(notNode)(`the listeners of Node see the id${notNode ? ` (not here: ${notNode})` : ''}`, async () => {
    const { request, ended } = await run(cell);
    const headers = { 'content-type': 'text/plain' };
    const response = await request('/listen', 'abc', { method: 'POST', headers, body: 'hello' });
    expect(await response.text()).toBe('abc user of abc 5');
    await until(() => heard.size === 5);
    expect([...heard].toSorted()).toEqual([
      'request close abc',
      'request data abc',
      'request end abc',
      'response close abc',
      'response finish abc',
    ]);
    expect(ended).toHaveLength(1);
  });
});
