import { type ChildProcess, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { WORKERD, type WorkerRuntime } from './runtimes.js';

const COMPATIBILITY_DATE = '2026-04-01';

export interface Started {
  readonly child: ChildProcess;
  readonly port: number;
}

/** Starts workerd with one Worker, whose module is `bundle`, in `folder`. */
export async function startWorker({ flags }: WorkerRuntime, bundle: string, folder: string): Promise<Started> {
  const config = join(folder, 'config.capnp');
  writeFileSync(join(folder, 'worker.js'), bundle);
  writeFileSync(config, configOf(flags));
  const child = spawn(WORKERD, ['serve', '--control-fd=3', config], { stdio: ['ignore', 'pipe', 'pipe', 'pipe'] });
  return { child, port: await portOf(child) };
}

async function portOf(child: ChildProcess): Promise<number> {
  for await (const line of createInterface(child.stdio[3] as NodeJS.ReadableStream)) {
    const { event, port } = JSON.parse(line) as { event: string; port: number };
    if (event === 'listen') return port;
  }
  throw new Error('workerd ended before it listened');
}

function configOf(flags: readonly string[]): string {
  const worker = `(
    modules = [(name = "worker.js", esModule = embed "worker.js")],
    compatibilityDate = "${COMPATIBILITY_DATE}",
    compatibilityFlags = ${JSON.stringify(flags)},
  )`;
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = ${worker}),
    (name = "internet", network = (allow = ["public", "private"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
`;
}
