import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { describe, expect, it, onTestFinished } from 'vitest';

import { ENTRIES } from '../../../support/entries.js';
import { type Bundler, BUNDLERS, type Target } from './bundle.js';

/** All that src/core/ gives by way of the entry, but bindEmitter, which is for Node's event emitters. */
const CORE =
  'ContextVar, Context, copyContext, Token, createTask, gather, taskGroup, bind, ThroughlineError, isThroughlineError';

/** Bytes. What is counted: `export { … } from 'throughline'`, minified, without node:async_hooks, gzipped at level 9. */
const CORE_LIMIT = 3200;
const CORE_AND_EMITTERS_LIMIT = 3712;

const bundlers = Object.entries(BUNDLERS);
const EDGES: readonly Target[] = [
  { platform: 'neutral' },
  { platform: 'browser', conditions: ['workerd', 'worker', 'browser'] },
  { platform: 'browser', conditions: ['edge-light'] },
];
const onEdges = bundlers.flatMap(([name, bundler]) => EDGES.map((target) => ({ name, bundler, target })));

/** What else than node:async_hooks an entry may import. */
const IMPORTS: Readonly<Record<string, readonly string[]>> = {
  'throughline/opentelemetry': ['@opentelemetry/api'],
  'throughline/register': ['node:module', 'node:net', 'node:path', 'node:url', 'node:util'],
  'throughline/cls-hooked': ['node:assert'],
  'throughline/doctor': [
    'node:diagnostics_channel',
    'node:events',
    'node:fs',
    'node:http',
    'node:module',
    'node:net',
    'node:path',
    'node:stream',
    'node:timers',
    'node:url',
    'node:util',
    'node:v8',
    'node:vm',
  ],
  'throughline/inspector': [
    'node:crypto',
    'node:diagnostics_channel',
    'node:fs',
    'node:module',
    'node:path',
    'node:timers',
    'node:url',
    'node:util',
  ],
  'throughline/testing': ['node:stream'],
};

describe.each(onEdges)('a bundle for the edge, made by $name for $target', ({ bundler, target }) => {
  it(`the core takes at most ${CORE_LIMIT} bytes and imports node:async_hooks alone`, async () => {
    const { size, imports } = await bundler(`export { ${CORE} } from 'throughline'`, target);
    expect(imports).toEqual(['node:async_hooks']);
    expect(size).toBeLessThanOrEqual(CORE_LIMIT);
  });

  it(`with bindEmitter it takes at most ${CORE_AND_EMITTERS_LIMIT}`, async () => {
    const { size } = await bundler(`export { ${CORE}, bindEmitter } from 'throughline'`, target);
    expect(size).toBeLessThanOrEqual(CORE_AND_EMITTERS_LIMIT);
  });

  it('a variable alone takes less, and neither spans nor loggers come with it', async () => {
    const { size, text } = await bundler(`export { ContextVar } from 'throughline'`, target);
    expect(size).toBeLessThan(0.85 * CORE_LIMIT);
    for (const absent of ['requestBefore', 'request-id', 'TL_WARN', 'AggregateError', 'rawListeners', 'timestamp']) {
      expect(text).not.toContain(absent);
    }
  });

  it('runs', async () => {
    const { text } = await bundler(PROGRAM, target);
    expect(await run(text)).toEqual({ inTask: ['a', 'b'], outside: 'default', header: 'abc' });
  });
});

describe.each(bundlers)('a bundle made by %s', (_, bundler: Bundler) => {
  it.each(ENTRIES)('%s imports no other module of Node than it must', async (entry) => {
    const { imports } = await bundler(`export * from '${entry}'; import '${entry}'`, { platform: 'neutral' });
    expect(imports.toSorted()).toEqual([...(IMPORTS[entry] ?? []), 'node:async_hooks'].toSorted());
  });
});

it.each(bundlers)('register traces in a bundle for Node, made by %s', async (_, bundler) => {
  const { text } = await bundler(SERVER, { platform: 'node' });
  expect(await run(text)).toBe('mine');
});

describe.each(bundlers)('a bundle for browsers, made by %s', (_, bundler: Bundler) => {
  it(`imports nothing, and the core takes at most ${CORE_LIMIT + 160} bytes`, async () => {
    const { size, imports } = await bundler(`export { ${CORE} } from 'throughline'`, { platform: 'browser' });
    expect(imports).toEqual([]);
    expect(size).toBeLessThanOrEqual(CORE_LIMIT + 160);
  });

  it('keeps the context after an await all the same where it runs on Node', async () => {
    const { text } = await bundler(PROGRAM, { platform: 'browser' });
    expect(await run(text)).toEqual({ inTask: ['a', 'b'], outside: 'default', header: 'abc' });
  });
});

/** Prints what it read in two tasks at once, after an await; and the id with which a handler answered. */
const PROGRAM = `
  import { ContextVar, createTask, gather, TraceCtx } from 'throughline';
  import { traced } from 'throughline/fetch';
  const variable = new ContextVar('variable', { default: 'default' });
  const read = (value) => async () => {
    variable.set(value);
    await new Promise((resolve) => setTimeout(resolve, 1));
    return variable.get();
  };
  const handler = traced(async () => {
    await null;
    return new Response(TraceCtx.getId());
  });
  const inTask = await gather(read('a'), read('b'));
  const response = await handler(new Request('http://localhost/', { headers: { 'x-request-id': 'abc' } }));
  console.log(JSON.stringify({ inTask, outside: variable.get(), header: response.headers.get('x-request-id') }));
`;

/** Prints the id with which a server answered that register traces. */
const SERVER = `
  import 'throughline/register';
  import { createServer } from 'node:http';
  const server = createServer((request, response) => response.end());
  server.listen(0, async () => {
    const response = await fetch('http://localhost:' + server.address().port, { headers: { 'x-request-id': 'mine' } });
    process.stdout.write(JSON.stringify(response.headers.get('x-request-id')));
    server.close();
  });
`;

async function run(text: string): Promise<unknown> {
  const folder = await mkdtemp(join(tmpdir(), 'throughline-bundle-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'bundle.mjs'), text);
  const { stdout } = await promisify(execFile)(process.execPath, [join(folder, 'bundle.mjs')]);
  return JSON.parse(stdout);
}
