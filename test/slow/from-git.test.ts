import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

import { expect, it, onTestFinished } from 'vitest';

import { burst, expectIds } from '../support/register-burst.js';
import { cleanEnv, root, runCommand } from '../support/run-node.js';
import { served } from '../whole/register/serve-app.js';

const MINUTES = 60_000;

const APP = `
  const server = createServer((request, response) => {
    console.log('marker=' + request.url.split('/').pop());
    response.end();
  });
  server.listen(0, '127.0.0.1', () => console.log('listening on ' + server.address().port));
`;
const USE = `
  const variable = new ContextVar('variable');
  createTask(async () => {
    variable.set('kept');
    await null;
    console.log(variable.get());
  });
`;
const FILES = {
  'package.json': '{ "name": "consumer", "private": true }',
  'use.mjs': `import { ContextVar, createTask } from 'throughline';${USE}`,
  'use.cjs': `const { ContextVar, createTask } = require('throughline');${USE}`,
  'app.mjs': `import { createServer } from 'node:http';${APP}`,
  'app.cjs': `const { createServer } = require('node:http');${APP}`,
};

/** Runs a command there; gives what it prints. */
async function run(cwd: string, command: string, ...args: string[]): Promise<string> {
  const shell = process.platform === 'win32';
  return (await promisify(execFile)(command, args, { cwd, env: cleanEnv(), shell, maxBuffer: 1e8 })).stdout;
}

/** Makes a repository of the files that a commit of this one would have now. */
async function makeRepository(folder: string): Promise<void> {
  const listed = await run(root, 'git', 'ls-files', '--cached', '--others', '--exclude-standard', '-z');
  for (const file of listed.split('\0').filter((name) => name !== '' && existsSync(join(root, name)))) {
    await cp(join(root, file), join(folder, file));
  }
  await run(folder, 'git', 'init', '--quiet');
  await run(folder, 'git', 'add', '.');
  const author = ['-c', 'user.name=test', '-c', 'user.email=test@example.com', '-c', 'commit.gpgsign=false'];
  await run(folder, 'git', ...author, 'commit', '--quiet', '--message', 'all');
}

it(
  'npm installs a clone by its address, and builds it: imported, required and by its command it works',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'throughline-git-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const [clone, project] = [join(folder, 'clone'), join(folder, 'project')];
    await mkdir(clone);
    await mkdir(project);
    await makeRepository(clone);
    for (const [name, text] of Object.entries(FILES)) await writeFile(join(project, name), text);

    // npm 12 installs from git only where it is allowed to.
    const quiet = ['--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];
    await run(project, 'npm', 'install', '--allow-git=root', ...quiet, `git+${pathToFileURL(clone).href}`);
    expect(existsSync(join(project, 'node_modules/throughline/src'))).toBe(false);

    for (const name of ['use.mjs', 'use.cjs']) expect(await run(project, process.execPath, name)).toBe('kept\n');
    const command = join(project, 'node_modules', '.bin', 'throughline'); // not by npx, whose shell passes no signal on
    for (const name of ['app.mjs', 'app.cjs']) {
      const app = await served(runCommand(command, [name], {}, project));
      await burst(app.url, 3);
      await expectIds(app, 1, 3);
    }
  },
  5 * MINUTES,
);
