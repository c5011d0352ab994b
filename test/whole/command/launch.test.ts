import { chmod, mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { burst, expectIds } from '../../support/register-burst.js';
import { root, runNode } from '../../support/run-node.js';
import { appPath, serveCommand } from '../register/serve-app.js';

const bin = `${root}bin/throughline.js`;
/** A command that says which one it is, with what arguments, and what its own Node was given. */
const SAYS = `#!/usr/bin/env node
console.log(JSON.stringify([process.argv[1].split('/').slice(-2).join('/'), process.argv.slice(2)]));
process.exitCode = 7;
`;

/** A tool that starts the application in a Node of its own. */
const STARTS = `#!/usr/bin/env node
const { execFileSync } = require('node:child_process');
process.stdout.write(execFileSync(process.execPath, process.argv.slice(2)));
`;
/** What tells whether register is loaded. */
const IS_LOADED = `console.log(Object.keys(require.cache).some((file) => file.endsWith('/register/register.js')));`;

let folder: string;
beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'a project ')));
  const files = {
    'node_modules/.bin/local': SAYS,
    'node_modules/.bin/both': SAYS,
    'node_modules/.bin/folder': SAYS,
    'path/local': SAYS,
    'path/global': SAYS,
    'path/taken/index.js': '', // a folder is no command
    'both.js': SAYS,
    'loaded.cjs': IS_LOADED,
    'node_modules/.bin/starts': STARTS,
    'node_modules/starts/cli.js': STARTS,
    'start.sh': '#!/bin/sh\nexec node "$@"\n',
    start: '#!/usr/bin/env -S sh\nexec node "$@"\n',
    'is-node': '#!/usr/bin/env -S node --no-warnings\n' + IS_LOADED,
    'polyglot.cjs': `#!/bin/sh\n':' //; echo shell; exit\n${IS_LOADED}`,
    'package.json': '{ "scripts": { "start": "node loaded.cjs" } }',
    'folder/read.me': '',
    'module/index.js': SAYS,
    'sub/package.json': '{}',
  };
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
    await chmod(join(folder, name), 0o755);
  }
});
afterAll(() => rm(folder, { recursive: true }));

const run = (args: readonly string[], from = '.'): ReturnType<typeof runNode>['ended'] =>
  runNode([bin, ...args], { PATH: `${join(folder, 'path')}:${process.env['PATH']}` }, join(folder, from)).ended;

describe('npx throughline runs', () => {
  it.each([
    ['a command of node_modules/.bin, before one in the PATH', ['local', 'a b', '-h'], '.bin/local', ['a b', '-h']],
    ['one in the PATH', ['global'], 'path/global', []],
    ['one behind options of node', ['--no-warnings', '--title', 'x y', 'local', '-v'], '.bin/local', ['-v']],
    ['one behind --', ['--', 'local', '--', 'x'], '.bin/local', ['--', 'x']],
    ['a command that has the name of a folder', ['folder'], '.bin/folder', []],
    ['a file, though a command has its name, as node finds it', ['both', 'x'], 'both', ['x']],
    ['a folder with an index, as node does', ['module'], 'module', []],
    ['a command by its path', ['./node_modules/.bin/local'], '.bin/local', []],
  ])('%s', async (_, args, says, got) => {
    const { code, stdout, stderr } = await run(args);
    expect([code, stderr]).toEqual([7, '']);
    const [command, rest] = JSON.parse(stdout) as [string, string[]];
    expect(command.endsWith(says), command).toBe(true);
    expect(rest).toEqual(got);
  });

  it('a command of a folder above', async () => {
    expect((await run(['local'], 'sub')).code).toBe(7);
  });

  it.each(['nothing-like-that', 'taken'])('nothing by the name %s, which it says', async (name) => {
    const { code, stderr } = await run([name]);
    expect([code, stderr]).toEqual([
      1,
      `throughline: there is no command and no file ${name}. See throughline --help\n`,
    ]);
  });

  it.each([
    ['read', 'folder'],
    ['missing/local', '.'],
    ['nothing.js', '.'],
  ])('node for %s, which may know it', async (name, from) => {
    expect((await run([name], from)).stderr).toContain('Cannot find module');
  });

  it('nothing where an option may not be given to a command, which node says', async () => {
    const { code, stderr } = await run(['--check', 'local']);
    expect(code).toBe(9);
    expect(stderr).toContain('--check is not allowed in NODE_OPTIONS');
  });
});

describe('npx throughline loads register into', () => {
  it.each([
    ['what a tool starts, by its path in node_modules/.bin', ['node_modules/.bin/starts', 'loaded.cjs']],
    ['what a tool starts, by its own path', ['--no-warnings', './node_modules/starts/cli.js', 'loaded.cjs']],
    ['what a script of the shell starts', ['./start.sh', 'loaded.cjs']],
    ['what a script without an ending starts', ['./start', 'loaded.cjs']],
    ['another node, by its path', [process.execPath, 'loaded.cjs']],
    ['a file whose first line names node', ['./is-node']],
    ['a file of JavaScript, whatever its first line names', ['polyglot.cjs']],
  ])('%s', async (_, args) => {
    expect(await run(args)).toMatchObject({ code: 0, stdout: 'true\n', stderr: '' });
  });

  const hasRun = Number.parseInt(process.versions.node) >= 22;
  it.skipIf(!hasRun)(
    `what a script of package.json starts${hasRun ? '' : ' (not here: Node 20 has no --run)'}`,
    async () => {
      for (const args of [
        ['--run', 'start'],
        ['--no-warnings', '--run=start'],
      ]) {
        expect((await run(args)).stdout).toBe('true\n');
      }
    },
  );
});

it('npx throughline says how to start a program that cannot be executed', async () => {
  await chmod(join(folder, 'start.sh'), 0o644);
  const { code, stderr } = await run(['./start.sh']);
  expect(code).toBe(1);
  expect(stderr).toBe(
    `throughline: cannot start ${join(folder, 'start.sh')}: EACCES. Start it by its interpreter, such as: throughline sh ${join(folder, 'start.sh')}\n`,
  );
});

it.each([
  ['tsx', ['tsx', appPath('plain.ts')], 2],
  ['tsx with an option of node', ['--enable-source-maps', 'tsx', appPath('plain.ts')], 2],
  ['node', ['node', appPath('plain.cjs')], 4],
  ['node in a shell', ['sh', '-c', `exec node '${appPath('plain.mjs')}'`], 6],
  ['itself', [bin, 'tsx', appPath('plain.ts')], 2],
])('an application that %s starts logs the ids of its requests', async (_, args, each) => {
  const app = await serveCommand([bin, ...args]);
  await burst(app.url);
  await expectIds(app, each);
});
