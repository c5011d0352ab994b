import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';

import { onTestFinished } from 'vitest';

import { cleanEnv } from '../../support/run-node.js';
import { examplePath, tsx } from './run-example.js';

interface StartedExample {
  readonly url: string;
  /** The lines that it has printed to standard output, once there are `count` of them. */
  printed(count: number): Promise<string[]>;
}

/** Starts examples/<name>.ts, or the file of that name if it has an ending, on a free port and waits until it listens; it stops when the test ends. */
export function startExample(name: string): Promise<StartedExample> {
  return startProgram(examplePath(name), process.cwd());
}

/** Does that with any file, from the folder `cwd`. */
export function startProgram(file: string, cwd: string): Promise<StartedExample> {
  return startCommand(() => [process.execPath, ...(file.endsWith('.ts') ? [tsx] : []), file], cwd);
}

/** Does that with any command line, which has the port in its environment, too. */
export async function startCommand(
  command: (port: number) => string[],
  cwd: string,
  env: Record<string, string> = {},
): Promise<StartedExample> {
  const port = await freePort();
  const [program, ...args] = command(port) as [string, ...string[]];
  const server = spawn(program, args, { cwd, env: cleanEnv({ PORT: `${port}`, ...env }) });
  onTestFinished(() => void server.kill());
  let output = '';
  server.stdout.on('data', (chunk) => (output += chunk));

  const url = `http://127.0.0.1:${port}`;
  await listening(`${url}/`);
  return {
    url,
    async printed(count) {
      while (output.split('\n').length <= count) await once(server.stdout, 'data');
      return output.trim().split('\n');
    },
  };
}

async function listening(url: string): Promise<void> {
  try {
    await (await fetch(url, { headers: { 'x-request-id': 'start', connection: 'close' } })).body?.cancel();
  } catch {
    await new Promise((resolve) => setTimeout(resolve, 50));
    await listening(url);
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
