import { execFile, fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { describe, expect, it, onTestFinished } from 'vitest';

import { SETTINGS } from '../../../src/register/settings/settings.js';
import { usage } from '../../../src/register/settings/usage.js';
import { burst, expectIds } from '../../support/register-burst.js';
import { cleanEnv, type NodeRun, root, runCommand, runNode } from '../../support/run-node.js';
import { appPath, serveCommand } from './serve-app.js';

const bin = `${root}bin/throughline.js`;
const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

const NAMESPACE = ['--pid', '--fork', '--mount-proc', '--kill-child'];
const hasNamespaces = spawnSync('unshare', [...NAMESPACE, 'true']).status === 0;
const NO_NAMESPACES = hasNamespaces ? '' : ' (not here: unshare cannot make a namespace of processes)';

describe('npx throughline', () => {
  it.each(['plain.mjs', 'plain.cjs'])('runs %s with ids', async (name) => {
    const app = await serveCommand([bin, appPath(name)]);
    await burst(app.url);
    await expectIds(app, name === 'plain.mjs' ? 6 : 4);
  });

  it('passes options of node, arguments and the exit code, from any folder', async () => {
    const script = 'console.log(JSON.stringify(process.argv.slice(1))); process.exitCode = 7';
    const run = promisify(execFile)(bin, ['--no-warnings', '-e', script, '--', 'a b', '--help'], {
      cwd: tmpdir(),
      env: cleanEnv(),
    });
    await expect(run).rejects.toMatchObject({ code: 7, stdout: '["a b","--help"]\n' });
  });

  it('passes on a signal, and ends by the signal that ended the application', async () => {
    const handled = runNode([
      bin,
      '-e',
      'process.on("SIGTERM", () => process.exit(3)); setInterval(() => {}, 1e3); console.log("up")',
    ]);
    await handled.find(/up/);
    handled.child.kill('SIGTERM');
    expect(await handled.ended).toMatchObject({ code: 3, signal: null });

    const killed = runNode([bin, '-e', 'setInterval(() => {}, 1e3); console.log("up")']);
    await killed.find(/up/);
    killed.child.kill('SIGINT');
    expect(await killed.ended).toMatchObject({ code: null, signal: 'SIGINT' });
  });

  it('lets a handler of the application run to its end, and passes each signal', async () => {
    const script = `
      const got = [];
      process.on('SIGTERM', () => {
        console.log('got ' + got.push('SIGTERM'));
        if (got.length === 2) setTimeout(() => process.exit(3), 100);
      });
      setInterval(() => {}, 1e3);
      console.log('up');`;
    const run = runNode([bin, '-e', script]);
    await run.find(/up/);
    for (const count of [1, 2]) {
      run.child.kill('SIGTERM');
      await run.find(new RegExp(`got ${count}`));
    }
    expect(await run.ended).toMatchObject({ code: 3, signal: null });
  });

  it.skipIf(!hasNamespaces)(`is a first process of a container that SIGTERM ends${NO_NAMESPACES}`, async () => {
    const run = (script: string): NodeRun =>
      runCommand('unshare', [...NAMESPACE, process.execPath, bin, '-e', `${script} process.kill(1, 'SIGTERM');`]);
    const keep = 'setInterval(() => {}, 1e3);';
    expect(await run(keep).ended).toMatchObject({ code: 143 });
    expect(await run(`${keep} process.on('SIGTERM', () => process.exit(3));`).ended).toMatchObject({ code: 3 });
  });

  it('passes messages of whoever forked it, both ways, and ends with the channel', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'forked-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const file = join(folder, 'echo.cjs');
    await writeFile(file, 'process.on("message", (text) => process.send({ text })); process.send("up");');
    const child = fork(bin, [file], { env: cleanEnv() });
    expect(await once(child, 'message')).toEqual(['up', undefined]);
    child.send('hello');
    expect(await once(child, 'message')).toEqual([{ text: 'hello' }, undefined]);
    child.disconnect();
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  it('prints its help, its version, and its help where nothing is to be run', async () => {
    for (const option of ['-h', '--help']) {
      expect(await runNode([bin, option]).ended).toMatchObject({ code: 0, stdout: usage(), stderr: '' });
    }
    for (const option of ['-v', '--version']) {
      expect(await runNode([bin, option]).ended).toMatchObject({ code: 0, stdout: `${version}\n` });
    }
    expect(await runNode([bin]).ended).toMatchObject({ code: 1, stdout: '', stderr: usage() });
  });

  it('can be executed, as npm links it', async () => {
    const child = execFile(bin, ['--version']);
    expect(await once(child, 'close')).toEqual([0, null]);
  });
});

it('the docs have the table of the help', () => {
  const page = readFileSync('docs/reference/register.md', 'utf8');
  const rows = [...page.matchAll(/^\| `(THROUGHLINE_\w+)` *\| (.*?) *\| (.*?) *\| (.*?) *\|$/gm)].map(
    ([, ...cells]) => cells,
  );
  expect(rows).toEqual(
    Object.entries(SETTINGS).map(([name, { meaning, values, default: unset }]) => [
      name,
      values.replaceAll(/(?:https?:\/|\/\w)[\w/.:*]*[\w*]/g, '`$&`'),
      unset === '' ? '' : `\`${unset}\``,
      meaning,
    ]),
  );
});
