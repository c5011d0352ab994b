import { cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';

import { onTestFinished } from 'vitest';

/** What the site is built from, in a folder of its own until the test ends, with the packages that are installed here. */
export async function copySite(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'throughline-site-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const filter = (file: string): boolean => !['node_modules', 'dist'].includes(basename(file));
  for (const name of ['docs', 'examples', 'scripts', 'site', 'package.json', 'tsconfig.json']) {
    await cp(name, join(folder, name), { recursive: true, filter });
  }
  await symlink(resolve('site/node_modules'), join(folder, 'site/node_modules'), 'junction');
  return folder;
}
