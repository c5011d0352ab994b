import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, 'installed');
const stamp = join(folder, 'node_modules', '.installed');

/** Installs the runtimes in a folder of their own, unless they are there. Ends the process where that cannot be. */
export function install(): void {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    console.error(`The runtimes are installed for Linux on x64; this is ${process.platform} on ${process.arch}.`);
    process.exit(1);
  }
  const lock = readFileSync(join(folder, 'package-lock.json'), 'utf8');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  console.error('Installing the runtimes into test/whole/runtimes/installed (once, about 1 GB) ...');
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: folder,
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
  writeFileSync(stamp, lock);
}
