import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, type IncomingHttpHeaders } from 'node:http2';

import { expect, it, onTestFinished } from 'vitest';

import { examplePath, tsx } from './run-example.js';

it('http2: each of 20 streams of one session logs its own id', async () => {
  const port = 20_000 + ((process.pid + 7) % 20_000);
  const server = spawn(process.execPath, [tsx, examplePath('http2')], { env: { ...process.env, PORT: `${port}` } });
  onTestFinished(() => void server.kill());
  let output = '';
  server.stdout.on('data', (chunk) => (output += chunk));

  const session = await connected(port);
  onTestFinished(() => session.destroy());
  const ids = Array.from({ length: 20 }, (_, i) => `id-${i}`);
  const answers = await Promise.all(
    ids.map(async (id) => {
      const [headers] = (await once(session.request({ 'x-request-id': id }).resume(), 'response')) as [
        IncomingHttpHeaders,
      ];
      return headers['x-request-id'];
    }),
  );
  expect(answers).toEqual(ids);
  while (output.split('\n').length <= ids.length) await once(server.stdout, 'data');
  expect(output.trim().split('\n').toSorted()).toEqual(ids.map((id) => `${id} hello`).toSorted());
});

async function connected(port: number): Promise<ReturnType<typeof connect>> {
  const session = connect(`http://127.0.0.1:${port}`);
  try {
    await once(session, 'connect');
    return session;
  } catch {
    await new Promise((resolve) => setTimeout(resolve, 50));
    return connected(port);
  }
}
