import { spawn } from 'node:child_process';
import { once } from 'node:events';

import { expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';

import { examplePath, tsx } from './run-example.js';

it('two connections at once: each line has the id of its connection, each message a span of its own', async () => {
  const port = 10_000 + (process.pid % 10_000);
  const server = spawn(process.execPath, [tsx, examplePath('ws')], { env: { ...process.env, PORT: `${port}` } });
  onTestFinished(() => void server.kill());
  let output = '';
  server.stdout.on('data', (chunk) => (output += chunk));

  const connect = async (id: string): Promise<WebSocket> => {
    const client = new WebSocket(`ws://127.0.0.1:${port}/${id}`, { headers: { 'x-request-id': id } });
    try {
      await once(client, 'open');
      return client;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50));
      return connect(id);
    }
  };
  await Promise.all(
    ['a', 'b'].map(async (id) => {
      const client = await connect(id);
      const answers: string[] = [];
      const answered = new Promise<void>((resolve) => {
        client.on('message', (data: Buffer) => answers.push(data.toString()) === 2 && resolve());
      });
      client.send('x');
      client.send('yz');
      await answered;
      expect(answers).toEqual([`saved by ${id}`, `saved by ${id}`]);
      client.close();
    }),
  );
  while (output.split('\n').length < 9) await once(server.stdout, 'data');

  const lines = output
    .trim()
    .split('\n')
    .map((line) => /^(\w+) ([0-9a-f]{16}) (.*)$/.exec(line) ?? []);
  for (const id of ['a', 'b']) {
    const own = lines.filter(([, requestId]) => requestId === id);
    expect(own.map(([, , , text]) => text)).toEqual([
      `connected to /${id}`,
      'saved 1 bytes',
      'saved 2 bytes',
      'closed',
    ]);
    const [connected, first, second, closed] = own.map(([, , spanId]) => spanId);
    expect(closed).toBe(connected);
    expect(new Set([connected, first, second]).size).toBe(3);
  }
});
