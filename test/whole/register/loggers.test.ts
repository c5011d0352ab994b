import { pathToFileURL } from 'node:url';

import { expect, it } from 'vitest';

import { folderOf, isInstalled } from '../../support/frameworks/installed.js';
import { REGISTERED } from '../../support/run-node.js';
import { serveApp, type ServedApp } from './serve-app.js';

const FIELDS = {
  request_id: 'abc',
  trace_id: expect.stringMatching(/^[\da-f]{32}$/),
  span_id: expect.stringMatching(/^[\da-f]{16}$/),
  trace_flags: '02',
  method: 'GET',
  path: '/card%20charged',
};

/** The lines that an application writes in one request, which has the id `abc`. */
async function linesOf(name: string, env: Record<string, string> = {}, path = '/card%20charged'): Promise<string[]> {
  const app = await serveApp(name, REGISTERED, env);
  const before = app.lines.length;
  await (await fetch(app.url + path, { headers: { 'x-request-id': 'abc' } })).text();
  await settled(app);
  return (await app.stop()).slice(before);
}

/** Waits until it has written nothing for a while. */
async function settled({ lines }: ServedApp): Promise<void> {
  for (let seen = -1; seen < lines.length;) {
    seen = lines.length;
    await new Promise((resolve) => void setTimeout(resolve, 300));
  }
}

const parsed = (line: string | undefined): unknown => JSON.parse(line ?? '');

it('bunyan and tslog write the fields into their JSON, but for those of the application; other JSON stays as it is', async () => {
  const [bunyan, tslog, output, byConsole, ...others] = await linesOf('json-loggers.cjs');
  expect(parsed(bunyan)).toMatchObject({ ...FIELDS, method: 'own', path: 'bound', module: 'charge', msg: 'by bunyan' });
  expect(parsed(tslog)).toMatchObject({ ...FIELDS, method: 'own', text: 'by tslog' });
  expect(tslog, 'the line that logs').toContain('"fileName":"json-loggers.cjs"');
  for (const line of [bunyan, tslog]) expect(line?.match(/"request_id":/g)).toHaveLength(1);
  expect(output).toBe('{"text":"by the application"}');
  expect(byConsole).toBe('[abc] {"text":"by the console"}');
  expect(others).toEqual([]);
});

it('every line is JSON where that is asked for, and has its id', async () => {
  const lines = await linesOf('json-loggers.cjs', { THROUGHLINE_CONSOLE: 'json' });
  expect(lines).toHaveLength(4);
  expect(lines.map(parsed)).toMatchObject(
    [FIELDS.request_id, 'abc', undefined, 'abc'].map((id) => (id ? { request_id: id } : {})),
  );
});

it('tslog as an ES module writes the fields into its JSON, and the id before its text', async () => {
  const [json, text, ...others] = await linesOf('tslog.mjs');
  expect(parsed(json)).toMatchObject({ ...FIELDS, method: 'own', text: 'by tslog' });
  expect(json, 'the line that logs').toContain('"fileName":"tslog.mjs"');
  expect(text).toMatch(/^\[abc\] .*by tslog, as text$/);
  expect(others).toEqual([]);
});

it.each([
  ['12', {}],
  ['11', { NEST: pathToFileURL(`${folderOf('nest-11')}/nest.js`).href }],
])('the logger of Nest %s writes the fields into its JSON', async (version, env) => {
  if (version === '11' && !isInstalled('nest-11'))
    throw new Error('test/support/frameworks/nest-11 could not be installed.');
  const lines = await linesOf('nest.mjs', env);
  expect(lines.map(parsed).toSorted((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1))).toEqual(
    [
      { level: 'log', context: 'orders', message: 'by Nest', ...FIELDS },
      { level: 'log', message: 'by Nest, to the console', ...FIELDS },
      { message: 'by a class that inherits from it', ...FIELDS, method: 'own' },
    ].map((entry) => ('level' in entry ? { ...entry, pid: expect.any(Number), timestamp: expect.any(Number) } : entry)),
  );
});

it('text of winston shows the id once, whichever format wrote it', async () => {
  const lines = await linesOf('simple.cjs');
  expect(lines).toHaveLength(6);
  for (const line of lines) {
    expect(line).toContain('card charged');
    expect(line.match(/abc/g), line).toHaveLength(1);
  }
});

it('text of winston is JSON where that is asked for', async () => {
  const lines = await linesOf('simple.cjs', { THROUGHLINE_CONSOLE: 'json' });
  expect(lines.map(parsed)).toEqual(Array.from({ length: 6 }, () => expect.objectContaining({ request_id: 'abc' })));
});

it.each([
  ['more than one line', 'one\n[other] two'],
  ['the id of the line in its text', 'text {"request_id":"abc"}\n[other] {"request_id":"abc"}'],
  ['what moves the cursor', 'one\u001b[2Ktwo'],
  ['what hides the id behind it', 'one {"request_id":"other"}\u001b[30;40m'],
])('no text of winston passes for another line, with %s', async (_, text) => {
  const lines = await linesOf('simple.cjs', {}, `/${encodeURIComponent(text)}`);
  expect(lines.length).toBeGreaterThanOrEqual(6);
  for (const line of lines) expect(line).toMatch(/^\[abc\] /);
});

it('pino-http gives a request its id, in every line', async () => {
  const app = await serveApp('express.cjs');
  const body = JSON.stringify({ marker: 1 });
  const headers = { 'x-request-id': 'abc', 'content-type': 'application/json' };
  await (await fetch(`${app.url}/orders/1`, { method: 'POST', body, headers })).text();
  await app.find(/request completed/);
  const lines = (await app.stop()).filter((line) => line.startsWith('{'));
  expect(lines.map(parsed)).toEqual([
    expect.objectContaining({
      request_id: 'abc',
      req: expect.objectContaining({ id: 'abc' }),
      msg: 'marker=1 handled',
    }),
    expect.objectContaining({
      request_id: 'abc',
      req: expect.objectContaining({ id: 'abc' }),
      msg: 'request completed',
    }),
  ]);
});
