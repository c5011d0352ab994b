import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import type { Runtime } from './runtimes.js';

/** Runs `module`, a path from bench/ on, in a process of its own, and gives what it prints in its last line, as JSON. */
export function costIn(runtime: Runtime, module: string, args: readonly string[]): unknown {
  const path = fileURLToPath(new URL(`../${module}`, import.meta.url));
  const { stdout, stderr, status } = spawnSync(runtime.path, [...runtime.args, path, ...args], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${runtime.name}, ${module} ${args.join(' ')}: ${stderr || stdout}`);
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as unknown;
}
