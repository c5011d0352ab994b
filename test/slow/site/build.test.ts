import { execFile } from 'node:child_process';
import { appendFile, cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { promisify } from 'node:util';

import { expect, it, onTestFinished } from 'vitest';

import { buildSite } from './build-site.js';

it('a dead link fails the build, which names the link and the page', async () => {
  const folder = await copyOfProject();
  await appendFile(join(folder, 'docs/guide/jobs.md'), '\nSee [the page that is not there](not-there.md).\n');
  await expect(buildSite(folder)).rejects.toThrow(/dead link .*not-there in file guide\/jobs\.md/);
}, 300_000);

it('the sources of the site have no type error', async () => {
  await promisify(execFile)('npx', ['tsc', '-p', 'site']);
}, 60_000);

/** What the site is built from, in a folder of its own, with the packages that are installed here. */
async function copyOfProject(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'throughline-site-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const filter = (file: string): boolean => !['node_modules', 'dist'].includes(basename(file));
  for (const name of ['docs', 'examples', 'scripts', 'site', 'package.json', 'tsconfig.json']) {
    await cp(name, join(folder, name), { recursive: true, filter });
  }
  await symlink(resolve('site/node_modules'), join(folder, 'site/node_modules'), 'junction');
  return folder;
}
