import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { describe, expect, it, onTestFinished } from 'vitest';

import { folderOf, isInstalled } from '../../support/frameworks/installed.js';

interface Runner {
  readonly name: string;
  readonly file: string;
  readonly script: string;
  readonly command: () => string[];
}

const ESM = `import { suite } from './suite.cjs';
import * as testing from 'throughline/testing';
import * as throughline from 'throughline';
`;

const RUNNERS: readonly Runner[] = [
  {
    name: 'node:test',
    file: 'suite.test.mjs',
    script: `${ESM}import * as api from 'node:test';\nsuite(api, testing, throughline);\n`,
    command: () => ['--test', '--test-reporter=tap', 'suite.test.mjs'],
  },
  {
    name: 'vitest',
    file: 'suite.test.mjs',
    script: `${ESM}import * as api from 'vitest';\nsuite(api, testing, throughline);\n`,
    command: () => [resolve('node_modules/vitest/vitest.mjs'), 'run', '--reporter=tap-flat'],
  },
  {
    name: 'Jest 30, as CommonJS',
    file: 'suite.test.js',
    script: `require('./suite.cjs').suite(globalThis, require('throughline/testing'), require('throughline'));\n`,
    command: () => {
      if (!isInstalled('jest-30')) throw new Error('test/support/frameworks/jest-30 could not be installed.');
      return [`${folderOf('jest-30')}/node_modules/jest/bin/jest.js`, '--verbose', '--watchman=false'];
    },
  },
];

/** Runs the tests of suite.cjs; gives the exit code and what was written. */
async function run(
  runner: Runner,
  env: NodeJS.ProcessEnv = {},
): Promise<{ readonly code: number; readonly output: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'throughline-runners-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await mkdir(join(folder, 'node_modules'));
  await symlink(resolve('.'), join(folder, 'node_modules/throughline'));
  await symlink(resolve('node_modules/vitest'), join(folder, 'node_modules/vitest'));
  await copyFile(`${import.meta.dirname}/runners/suite.cjs`, join(folder, 'suite.cjs'));
  await writeFile(join(folder, runner.file), runner.script);
  await writeFile(join(folder, 'package.json'), '{ "name": "suite", "private": true }\n');
  const args = runner.command();
  const clean = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(VITEST|NODE_TEST|JEST|TEST)/.test(name)),
  );
  return new Promise((done) => {
    execFile(
      process.execPath,
      args,
      { cwd: folder, env: { ...clean, ...env, NO_COLOR: '1' } },
      (error, stdout, stderr) => {
        done({ code: error === null ? 0 : Number(error.code ?? 1), output: stdout + stderr });
      },
    );
  });
}

const NAMES = [
  'hooks and body share the context',
  'afterEach saw what the body set, and the next test does not',
  'outside of run there is nothing',
  'inContext runs a body of its own',
  'ids count, and lines are captured',
];

describe.each(RUNNERS)('throughline/testing in $name', (runner) => {
  it('passes, hooks included', { timeout: 120_000 }, async () => {
    const { code, output } = await run(runner);
    expect(code, output).toBe(0);
    for (const name of NAMES) expect(output).toMatch(new RegExp(`(ok \\d+ - .*|✓ )${name}`));
  });

  it('fails where a value is another', { timeout: 120_000 }, async () => {
    const { code, output } = await run(runner, { BREAK: '1' });
    expect(code).not.toBe(0);
    expect(output).toMatch(new RegExp(`(not ok \\d+ - .*|✕ )${NAMES[0]}`));
  });
});
