import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';

import { onTestFinished } from 'vitest';

import type { Application } from './application.js';

interface StartedApplication {
  readonly port: number;
  /** Whether it has written all of these texts. */
  hasWritten(texts: readonly string[]): boolean;
  /** Ends it as a supervisor does, and gives all that it wrote to its two outputs. */
  stop(): Promise<string[]>;
}

/** Starts an application as a process of its own, with `preload` before its arguments, and waits until it listens. */
export async function startApplication(
  { folder, start }: Application,
  preload: readonly string[],
  variables: Readonly<Record<string, string>>,
): Promise<StartedApplication> {
  const port = await freePort();
  const outputs = ['', ''];
  const server = spawn(process.execPath, [...preload, ...start], {
    cwd: `${import.meta.dirname}/${folder}`,
    env: { ...inherited(), PORT: `${port}`, ...variables, THROUGHLINE_PROPAGATE: `http://127.0.0.1:${port}` },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void server.kill('SIGKILL'));
  const exited = once(server, 'close') as Promise<[code: number | null, signal: string | null]>;
  const listening = new Promise<void>((resolve, reject) => {
    [server.stdout, server.stderr].forEach((stream, i) => {
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        outputs[i] += chunk;
        if (outputs[i]?.includes('listening')) resolve();
      });
    });
    server.once('close', () => reject(new Error(`${folder} did not start:\n${outputs.join('\n')}`)));
  });
  await listening;
  return {
    port,
    hasWritten: (texts) => texts.every((text) => outputs.some((output) => output.includes(text))),
    async stop() {
      server.kill('SIGTERM');
      const [code, signal] = await exited;
      if (code !== 0 && signal !== 'SIGTERM') throw new Error(`${folder} ended with ${code}:\n${outputs[1]}`);
      return outputs;
    },
  };
}

/** The environment without what vitest sets: the application is not a test. */
function inherited(): NodeJS.ProcessEnv {
  const { NODE_ENV: _environment, NODE_OPTIONS: _options, FORCE_COLOR: _colour, ...rest } = process.env;
  return { ...rest, NO_COLOR: '1' };
}

/** One below those that the system gives to outgoing connections, which may take it before the application does. */
async function freePort(): Promise<number> {
  const server = createServer();
  try {
    await once(server.listen(20_000 + Math.floor(Math.random() * 10_000), '127.0.0.1'), 'listening');
  } catch {
    return freePort();
  }
  const { port } = server.address() as AddressInfo;
  await once(server.close(), 'close');
  return port;
}
