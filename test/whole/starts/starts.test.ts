import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { build } from 'esbuild';
import { describe, expect, it, onTestFinished } from 'vitest';

import { handler } from '../../../examples/start/lambda.js';
import { folderOf } from '../../support/frameworks/installed.js';
import { root } from '../../support/run-node.js';
import { until } from '../../support/until.js';
import { startCommand, startExample } from '../examples/start-example.js';
import { RUNTIMES, WORKERD, type WorkerRuntime } from '../runtimes/runtimes.js';
import { startWorker } from '../runtimes/start-worker.js';

/** What the tests need of a client of Socket.IO. */
interface Socket {
  emitWithAck(event: string, value: number): Promise<string>;
  close(): void;
}
interface Client {
  io(url: string, options: object): Socket;
}

const { io } = createRequire(`${folderOf('starts')}/package.json`)('socket.io-client') as Client;
const IDS = ['order-6', 'order-7'];
const folder = `${root}examples/start`;

/** A runtime of `npm run test:runtimes`, and what the name of a test says where it is missing. */
function runtime(name: string): { path: string; isMissing: boolean; note: string } {
  const found = RUNTIMES.find((one) => one.name === name);
  const path = found?.kind === 'process' ? found.command[0]! : WORKERD;
  const isMissing = !existsSync(path);
  return { path, isMissing, note: isMissing ? ' (not here: npm run test:runtimes installs it)' : '' };
}

/** Asks twice at once, and expects each answer to have its id. */
async function askTwice(url: string, init: RequestInit = {}): Promise<string[]> {
  const ask = (id: string): Promise<Response> =>
    fetch(url, { ...init, headers: { 'x-request-id': id, 'content-type': 'application/json' } });
  const answers = await Promise.all(IDS.map(ask));
  expect(answers.map(({ headers }) => headers.get('x-request-id'))).toEqual(IDS);
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  return Promise.all(answers.map((answer) => answer.text()));
}

const GRAPHQL = { method: 'POST', body: '{ "query": "{ hello }" }' };

const CASES = [
  ['trpc', '/hello', {}],
  ['yoga', '/graphql', GRAPHQL],
  ['apollo', '/', GRAPHQL],
] as const;

/** A client of Socket.IO that is closed when the test ends. */
function connect(url: string, id: string, transport: string): Socket {
  const socket = io(url, { transports: [transport], extraHeaders: { 'x-request-id': id } });
  onTestFinished(() => socket.close());
  return socket;
}

describe('two requests at once: each line has the id of its own', () => {
  it.each(CASES)('%s', async (name, path, init) => {
    const { url, printed } = await startExample(`start/${name}`);
    for (const text of await askTwice(url + path, init)) expect(text).toContain('hello');
    expect((await printed(2)).toSorted()).toEqual(IDS.map((id) => `${id} hello`));
  });

  it.each([['polling'], ['websocket']])('Socket.IO, by %s', async (transport) => {
    const { url, printed } = await startExample('start/socket-io');
    const answers = await Promise.all(IDS.map((id, i) => connect(url, id, transport).emitWithAck('order', i)));
    expect(answers).toEqual(IDS);
    expect((await printed(4)).toSorted()).toEqual(
      IDS.flatMap((id, i) => [`${id} connected`, `${id} order ${i}`]).toSorted(),
    );
  });

  it('Lambda: invocations that one process serves', async () => {
    const answers = await Promise.all(IDS.map((id) => handler({ rawPath: `/${id}`, headers: { 'x-request-id': id } })));
    expect(answers.map(({ headers }) => headers['x-request-id'])).toEqual(IDS);
    const { headers } = await handler({ rawPath: '/', headers: {} });
    expect(headers['x-request-id']).toMatch(/^[0-9a-f]{32}$/);
  });
});

describe('the same without code', () => {
  /** Starts an application that knows nothing of Throughline. */
  const startPlain = (name: string): ReturnType<typeof startCommand> =>
    startCommand(
      () => [process.execPath, '-r', 'throughline/register', `${folderOf('starts')}/plain/${name}.js`],
      root,
    );

  it.each(CASES)('%s', async (name, path, init) => {
    const { url, printed } = await startPlain(name);
    await askTwice(url + path, init);
    expect((await printed(2)).toSorted()).toEqual(IDS.map((id) => `[${id}] hello`));
  });

  it.each([['polling'], ['websocket']])('Socket.IO, by %s', async (transport) => {
    const { url, printed } = await startPlain('socket-io');
    await Promise.all(IDS.map((id, i) => connect(url, id, transport).emitWithAck('order', i)));
    expect((await printed(2)).toSorted()).toEqual(IDS.map((id, i) => `[${id}] order ${i}`));
  });
});

const FETCH_LINES = IDS.flatMap((id) => [`${id} card charged`, `${id} GET /orders`]);
const bun = runtime('bun');
const deno = runtime('deno');
const workers = runtime('workerd');

describe('on other runtimes', () => {
  it.skipIf(bun.isMissing)(`Elysia on Bun${bun.note}`, async () => {
    const { url, printed } = await startCommand(() => [bun.path, 'elysia.ts'], folder);
    await askTwice(url);
    expect(await printed(3)).toEqual(expect.arrayContaining(IDS.map((id) => `${id} hello`)));
  });

  it.skipIf(bun.isMissing)(`Bun${bun.note}`, async () => {
    const { url, printed } = await startCommand(() => [bun.path, 'fetch.ts'], folder);
    await askTwice(`${url}/orders`);
    expect(await printed(7)).toEqual(expect.arrayContaining(FETCH_LINES));
  });

  it.skipIf(deno.isMissing)(`Deno${deno.note}`, async () => {
    const command = (port: number): string[] => [deno.path, 'serve', '--port', `${port}`, 'fetch.ts'];
    const { url, printed } = await startCommand(command, folder);
    await askTwice(`${url}/orders`);
    expect(await printed(6)).toEqual(expect.arrayContaining(FETCH_LINES));
  });

  it.skipIf(workers.isMissing)(`Workers${workers.note}`, async () => {
    const place = mkdtempSync(join(tmpdir(), 'worker-'));
    onTestFinished(() => rmSync(place, { recursive: true }));
    const { outputFiles } = await build({
      entryPoints: [`${folder}/fetch.ts`],
      bundle: true,
      write: false,
      format: 'esm',
      external: ['node:*'],
      conditions: ['workerd', 'worker', 'browser'], // those of wrangler
    });
    const worker = RUNTIMES.find(({ name }) => name === 'workerd') as WorkerRuntime;
    const { child, port } = await startWorker(worker, outputFiles[0]!.text, place);
    onTestFinished(() => void child.kill());
    let output = '';
    child.stdout!.on('data', (chunk) => (output += chunk));
    await askTwice(`http://127.0.0.1:${port}/orders`);
    await until(() => FETCH_LINES.every((line) => output.includes(line)));
  });
});
