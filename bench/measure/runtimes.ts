import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** A program that runs JavaScript. */
export interface Runtime {
  /** `Node 24`, `Bun 1` or `Deno 2`. */
  readonly name: string;
  readonly version: string;
  readonly path: string;
  /** What stands before the script. */
  readonly args: readonly string[];
}

/** Where `npm run test:runtimes` installs them. */
const FOLDER = 'test/whole/runtimes/installed/node_modules';

/** The Nodes on which the bench runs: this one, and of 20, 24 and 26 those that `npm run test:runtimes` has installed. */
export function nodes(): Runtime[] {
  const found = ['node20', 'node24', 'node26'].flatMap((name) => installed('Node', `${name}/bin/node`));
  // By name, so that this one counts where another of the same release is installed.
  const byName = new Map([...found, runtimeAt('Node', process.execPath)].map((runtime) => [runtime.name, runtime]));
  return [...byName.values()].toSorted((a, b) => a.name.localeCompare(b.name));
}

/** Bun and Deno, where `npm run test:runtimes` has installed them. */
export function others(): Runtime[] {
  return [
    ...installed('Bun', '@oven/bun-linux-x64/bin/bun'),
    ...installed('Deno', '@deno/linux-x64-glibc/deno', ['run', '--allow-all']),
  ];
}

function installed(kind: string, file: string, args: readonly string[] = []): Runtime[] {
  const path = `${FOLDER}/${file}`;
  return existsSync(path) ? [runtimeAt(kind, path, args)] : [];
}

function runtimeAt(kind: string, path: string, args: readonly string[] = []): Runtime {
  const { stdout } = spawnSync(path, ['--version'], { encoding: 'utf8' });
  const version = /\d+\.\d+\.\d+/.exec(stdout)?.[0] ?? 'unknown';
  return { name: `${kind} ${version.split('.')[0]}`, version, path, args };
}
