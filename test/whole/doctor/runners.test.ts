// `failOnFindings` lets the test fail in which the doctor found something, and no other, in each test runner.
import { copyFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

import { expect, it } from 'vitest';

import { folderOf } from '../../support/frameworks/installed.js';
import { runCommand } from '../../support/run-node.js';
import { folderWith } from './run-with-doctor.js';

const PARTS = ['throughline/doctor', 'throughline/fetch', 'throughline'];
const imported = (runner: string): string => `import { suite } from './suite.cjs';
import * as api from '${runner}';
${PARTS.map((part, at) => `import * as part${at} from '${part}';`).join('\n')}
suite(api, part0, part1, part2);
`;
const required = `require('./suite.cjs').suite(globalThis, ${PARTS.map((part) => `require('${part}')`).join(', ')});\n`;

it.each<[runner: string, file: string, script: string, command: readonly string[], wrong: RegExp, right: RegExp]>([
  [
    'node:test',
    'suite.test.mjs',
    imported('node:test'),
    ['--test', '--test-reporter=tap', 'suite.test.mjs'],
    /not ok 1 - wrong/,
    /ok 2 - right/,
  ],
  [
    'vitest',
    'suite.test.mjs',
    imported('vitest'),
    [resolve('node_modules/vitest/vitest.mjs'), 'run', '--reporter=tap-flat'],
    /not ok 1 - .*wrong/,
    /ok 2 - .*right/,
  ],
  [
    'Jest 30',
    'suite.test.js',
    required,
    [`${folderOf('jest-30')}/node_modules/jest/bin/jest.js`, '--verbose', '--watchman=false'],
    /✕ wrong/,
    /✓ right/,
  ],
])('%s', async (_, file, script, command, wrong, right) => {
  const folder = folderWith();
  symlinkSync(resolve('node_modules/vitest'), `${folder}/node_modules/vitest`);
  copyFileSync(`${import.meta.dirname}/runners/suite.cjs`, `${folder}/suite.cjs`);
  writeFileSync(`${folder}/${file}`, script);
  writeFileSync(`${folder}/package.json`, '{ "name": "suite", "private": true }\n');
  const { code, stdout, stderr } = await runCommand(process.execPath, command, { NO_COLOR: '1' }, folder).ended;
  const output = stdout + stderr;
  expect(code, output).toBe(1);
  expect(output).toMatch(wrong);
  expect(output).toMatch(right);
  expect(output).toContain('TL_DOC_MIXED');
  expect(output).toMatch(/suite\.cjs:11:/);
});
