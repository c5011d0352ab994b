import { readFileSync } from 'node:fs';

import { expect, it } from 'vitest';

import { runExample } from './run-example.js';
import { startExample } from './start-example.js';

const parse = (line: string): Record<string, unknown> => JSON.parse(line) as Record<string, unknown>;

it('pino: each line has the id of its own request', async () => {
  const { url, printed } = await startExample('pino');
  const ids = Array.from({ length: 20 }, (_, n) => `id-${n}`);
  await Promise.all(ids.map((id) => fetch(`${url}/${id}`, { headers: { 'x-request-id': id } })));
  const lines = (await printed(42)).slice(2).map(parse);
  expect(lines).toHaveLength(40);
  for (const { request_id: id, path, msg } of lines) {
    expect(path).toBe(`/${id as string}`);
    expect([`GET /${id as string}`, 'card charged']).toContain(msg);
  }
});

it('access-log: one line for each request', async () => {
  const { url, printed } = await startExample('access-log');
  const ids = Array.from({ length: 20 }, (_, n) => `id-${n}`);
  await Promise.all(ids.map((id) => fetch(`${url}/${id}?q=1`, { headers: { 'x-request-id': id } })));
  const lines = (await printed(21)).map(parse);
  for (const id of ids) {
    const line = { path: `/${id}`, status: 200, bytes: 6, outcome: 'completed', msg: `GET /${id} 200` };
    expect(lines).toContainEqual(expect.objectContaining({ request_id: id, ...line }));
  }
});

it('winston', async () => {
  expect((await runExample('winston')).map(parse)).toEqual([
    { level: 'info', message: 'started' },
    { level: 'info', message: 'card charged', amount: 7, request_id: 'request-1' },
  ]);
});

it('logtape', async () => {
  expect((await runExample('logtape')).map(parse)).toMatchObject([
    { message: 'card charged', properties: { amount: 7, request_id: 'request-1' } },
  ]);
});

it('bunyan, tslog and the logger of Nest', async () => {
  const fields = { request_id: 'request-1' };
  expect((await runExample('more-loggers')).map(parse)).toMatchObject([
    { ...fields, name: 'shop', msg: 'card charged', amount: 7 },
    { 0: 'card charged', context: fields },
    { ...fields, level: 'log', message: 'card charged' },
  ]);
});

it('the logger of Nest, in text', async () => {
  const [started, charged] = await runExample('nest-text');
  expect(started).toMatch(/^\[-\] \[Nest\] .* LOG started$/);
  expect(charged).toMatch(/^\[request-1\] \[Nest\] .* LOG card charged$/);
});

it('hono-request-id', async () => {
  expect(await runExample('hono-request-id')).toEqual(['answered request-1', 'hello request-1']);
});

it.each(['console', 'logged'])('%s prints what the docs say', async (name) => {
  const lines = await runExample(name);
  expect(readFileSync('docs/reference/loggers.md', 'utf8')).toContain(lines.map((line) => `    ${line}\n`).join(''));
});

it.each([
  ['testing', 3],
  ['testing-requests', 1],
  ['testing-server', 1],
])('%s: its tests pass', async (name, count) => {
  const output = (await runExample(name)).join('\n');
  expect(output).toMatch(new RegExp(`^. pass ${count}$`, 'm'));
  expect(output).toMatch(/^. fail 0$/m);
});
