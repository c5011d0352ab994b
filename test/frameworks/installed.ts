import { execFile } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { promisify } from 'node:util';

/** Installs what is locked in `test/frameworks/<name>`, unless it was; gives the folder. */
export async function installed(name: string): Promise<string> {
  const folder = `${import.meta.dirname}/${name}`;
  const stamp = `${folder}/node_modules/.installed`;
  const lock = readFileSync(`${folder}/package-lock.json`, 'utf8');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return folder;
  await promisify(execFile)('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: folder,
    shell: process.platform === 'win32',
  });
  writeFileSync(stamp, lock);
  return folder;
}
