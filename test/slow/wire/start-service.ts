import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

import { onTestFinished } from 'vitest';

import { tsx } from '../../whole/examples/run-example.js';

/** What a service knows of one request. */
export interface Seen {
  readonly requestId: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentId: string;
  readonly user: string;
  readonly hops: number;
}

export interface Service {
  readonly url: string;
  /** In the order in which the requests ended. */
  readonly seen: Seen[];
}

const file = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** Starts a service of the chain in a process of its own; it calls `next`, if there is one. It stops when the test ends. */
export function startService(framework: string, client: string, next?: Service): Promise<Service> {
  return start(process.execPath, [
    tsx,
    file('service.ts'),
    framework,
    client,
    ...(next === undefined ? [] : [next.url]),
  ]);
}

/** Starts the service in Python that hands the headers on. */
export function startRelay(next: Service): Promise<Service> {
  return start('python3', [file('relay.py'), next.url]);
}

async function failed(child: ChildProcess): Promise<never> {
  throw new Error(`the service ended with ${(await once(child, 'exit'))[0]}`);
}

async function start(command: string, args: readonly string[]): Promise<Service> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill());
  const lines = createInterface(child.stdout);
  const [port] = (await Promise.race([once(lines, 'line'), failed(child)])) as [string];
  const seen: Seen[] = [];
  lines.on('line', (line) => seen.push(JSON.parse(line) as Seen));
  return { url: `http://127.0.0.1:${port}/`, seen };
}
