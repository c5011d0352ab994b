import { execFile } from 'node:child_process';
import { existsSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { folderOf, isInstalled, lockOf, stampOf } from './installed.js';

/**
 * Installs what is locked in the folders of this one, unless it was. Vitest calls it once, before all tests: several files
 * need them, and would install them at once. Where that fails, so do the tests that need them, and only those.
 */
export default async function install(): Promise<void> {
  const names = readdirSync(import.meta.dirname).filter((name) => existsSync(`${folderOf(name)}/package-lock.json`));
  const missing = names.filter((name) => !isInstalled(name));
  if (missing.length > 0) console.error(`Installing ${missing.join(' and ')} of test/support/frameworks (once) ...`);
  await Promise.all(missing.map((name) => installOne(name).catch((error: Error) => console.error(error.message))));
  linkExamples('jobs', 'brokers');
  linkExamples('start', 'starts');
}

/** Lets a folder of examples find packages that the project itself does not need. */
function linkExamples(folder: string, name: string): void {
  const link = join(import.meta.dirname, '../../../examples', folder, 'node_modules');
  if (isInstalled(name) && !existsSync(link)) symlinkSync(`${folderOf(name)}/node_modules`, link, 'junction');
}

/** Installs what is locked in `test/support/frameworks/<name>`: those of `meta` are large, and only slow tests need them. */
export async function installOne(name: string): Promise<void> {
  if (isInstalled(name)) return;
  const command = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  await promisify(execFile)('npm', command, { cwd: folderOf(name), shell: process.platform === 'win32' });
  writeFileSync(stampOf(name), lockOf(name));
}
