import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';

import { expect, it, onTestFinished } from 'vitest';

import { examplePath, runExample, tsx } from './run-example.js';

it.each(['express', 'koa', 'fastify', 'hono', 'h3', 'nest', 'fetch'])(
  '%s: each of 20 requests at once logs its own id',
  async (name) => {
    const port = await freePort();
    const server = spawn(process.execPath, [tsx, examplePath(name)], { env: { ...process.env, PORT: `${port}` } });
    onTestFinished(() => void server.kill());
    let output = '';
    server.stdout.on('data', (chunk) => (output += chunk));

    const get = (id: string): Promise<Response> =>
      fetch(`http://127.0.0.1:${port}/`, { headers: { 'x-request-id': id } });
    const started = async (): Promise<unknown> =>
      get('start').catch(() => new Promise((r) => setTimeout(r, 50)).then(started));
    await started();
    while (!output.includes('hello\n')) await once(server.stdout, 'data');
    output = '';

    const ids = Array.from({ length: 20 }, (_, i) => `id-${i}`);
    const answers = await Promise.all(ids.map(get));
    expect(answers.map(({ headers }) => headers.get('x-request-id'))).toEqual(ids);
    while (output.split('\n').length <= ids.length) await once(server.stdout, 'data');
    expect(output.trim().split('\n').toSorted()).toEqual(ids.map((id) => `${id} hello`).toSorted());
  },
);

it('own-adapter: a third party can write one', async () => {
  const lines = await runExample('own-adapter');
  expect(lines.slice(0, 3)).toEqual(
    expect.arrayContaining(['aaa /a', 'bbb /b', expect.stringMatching(/^[0-9a-f]{32} \/c$/)]),
  );
  expect(lines.slice(3)).toEqual(['answered true', 'answered true', 'answered true']);
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
