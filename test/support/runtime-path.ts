import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/** Where `npm run test:runtimes` puts what it installs. */
const INSTALLED: Readonly<Record<string, string>> = {
  bun: 'test/whole/runtimes/installed/node_modules/@oven/bun-linux-x64/bin/bun',
  deno: 'test/whole/runtimes/installed/node_modules/@deno/linux-x64-glibc/deno',
};

/** The path of a runtime that is in PATH or installed for other tests; `undefined` where it is neither. */
export function runtimePath(command: string): string | undefined {
  try {
    return execFileSync('sh', ['-c', `command -v ${command}`], { encoding: 'utf8' }).trim();
  } catch {
    const path = resolve(INSTALLED[command] ?? '');
    return command in INSTALLED && existsSync(path) ? path : undefined;
  }
}
