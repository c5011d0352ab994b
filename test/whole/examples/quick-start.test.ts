import { spawn } from 'node:child_process';
import { once } from 'node:events';

import { expect, it, onTestFinished } from 'vitest';

import { examplePath, tsx } from './run-example.js';

it('two requests at once: each line has the id of its own request', async () => {
  const port = 20_000 + (process.pid % 20_000);
  const server = spawn(process.execPath, [tsx, examplePath('quick-start')], {
    env: { ...process.env, PORT: `${port}` },
  });
  onTestFinished(() => void server.kill());
  let output = '';
  server.stdout.on('data', (chunk) => (output += chunk));

  const post = (n: number): Promise<Response> =>
    fetch(`http://127.0.0.1:${port}/orders/${n}`, { method: 'POST', headers: { connection: 'close' } });
  const started = async (): Promise<Response> =>
    post(0).catch(() => new Promise((r) => setTimeout(r, 50)).then(started));
  await started();
  output = '';

  const answers = await Promise.all([post(1), post(2)]);
  const ids = answers.map(({ headers }) => headers.get('x-request-id'));
  while (output.split('\n').length < 5) await once(server.stdout, 'data');
  expect(output.trim().split('\n').toSorted()).toEqual(
    ids.flatMap((id, i) => [`${id} POST /orders/${i + 1}`, `${id} card charged`]).toSorted(),
  );
});
