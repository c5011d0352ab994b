import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';

import { expect, it, onTestFinished } from 'vitest';

import { burst, expectIds } from '../../support/register-burst.js';
import { REGISTERED, runNode } from '../../support/run-node.js';
import { appPath, serveApp, serveCommand } from './serve-app.js';

it.each([
  ['by the arguments of the primary', REGISTERED, {}],
  ['by NODE_OPTIONS', [], { NODE_OPTIONS: '--import throughline/register' }],
])('the workers of a cluster are registered %s', async (_, flags, env) => {
  const app = await serveApp('cluster.mjs', flags, env);
  await burst(app.url);
  await expectIds(app, 6);
});

it('a server in a thread is traced', async () => {
  const app = await serveApp('thread.mjs');
  await burst(app.url);
  await expectIds(app, 6);
});

it.each([
  ['by --import', REGISTERED, {}],
  ['by --import=', ['--import=throughline/register'], {}],
  ['by --require', ['-r', 'throughline/register'], {}],
  ['by NODE_OPTIONS', [], { NODE_OPTIONS: '--no-warnings --import throughline/register' }],
  ['by NODE_OPTIONS in quotes', [], { NODE_OPTIONS: '--import="throughline/register" --no-warnings' }],
  ['by --require in NODE_OPTIONS', [], { NODE_OPTIONS: '--require=throughline/register --no-warnings' }],
])('a child in another folder is registered %s', async (_, flags, env) => {
  const app = await serveApp('fork.mjs', flags, env);
  await burst(app.url, 1);
  await app.find(/^\[id-0\] marker=0 closed/);
  await app.stop();
});

it('node --watch starts it again with ids', async () => {
  const folder = await mkdtemp(appPath('watched-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = `${folder}/app.mjs`;
  await copyFile(appPath('plain.mjs'), file);
  const app = await serveCommand(['--watch', ...REGISTERED, file]);
  await burst(app.url, 1);
  await app.find(/^\[id-0\] marker=0 closed/);

  await writeFile(
    file,
    (await readFile(file, 'utf8')).replaceAll('marker=', 'again=').replace('listening', 'again, listening'),
  );
  const [, port] = await app.find(/^again, listening on (\d+)/);
  await burst(`http://127.0.0.1:${port}`, 1);
  await app.find(/^\[id-0\] again=0 closed/);
  await app.stop();
});

it('a process that serves nothing writes what it writes without, to the byte', async () => {
  const run = (flags: readonly string[]): ReturnType<typeof runNode>['ended'] =>
    runNode([...flags, appPath('tool.mjs')]).ended;
  const bare = await run([]);
  expect(bare).toMatchObject({ code: 0, stdout: expect.stringContaining('[abc] two') });
  expect(await run(REGISTERED)).toEqual(bare);
});
