import { join } from 'node:path';

/** A runtime that runs a module as a process of its own. */
export interface ProcessRuntime {
  readonly name: string;
  readonly kind: 'process';
  readonly command: readonly string[];
}

/** Cloudflare's, which answers requests. */
export interface WorkerRuntime {
  readonly name: string;
  readonly kind: 'worker';
  readonly flags: readonly string[];
}

export type Runtime = ProcessRuntime | WorkerRuntime;

const installed = (path: string): string => join(import.meta.dirname, 'installed', 'node_modules', path);

const node = (name: string): Runtime => ({ name, kind: 'process', command: [installed(`${name}/bin/node`)] });

export const WORKERD = installed('@cloudflare/workerd-linux-64/bin/workerd');

/** All that are tested. Workers run twice: with the least that they need, and with Node's modules. */
export const RUNTIMES: readonly Runtime[] = [
  node('node20'),
  node('node22'),
  node('node24'),
  node('node26'),
  { name: 'bun', kind: 'process', command: [installed('@oven/bun-linux-x64/bin/bun')] },
  { name: 'deno', kind: 'process', command: [installed('@deno/linux-x64-glibc/deno'), 'run', '-A', '--no-config'] },
  { name: 'workerd', kind: 'worker', flags: ['nodejs_als'] },
  { name: 'workerd-compat', kind: 'worker', flags: ['nodejs_compat'] },
];

/** Whether it has the modules of Node. All have `node:async_hooks`. */
export function hasNode(runtime: Runtime): boolean {
  return runtime.kind === 'process' || runtime.flags.includes('nodejs_compat');
}
