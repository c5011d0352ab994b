// The tests of every adapter, and the demo, under the doctor: it finds no fault, and what they see stays as it is.
import { pathToFileURL } from 'node:url';

import { expect, it } from 'vitest';

import { root, runCommand } from '../../support/run-node.js';

const doctor = pathToFileURL(`${root}/dist/esm/doctor/doctor.js`).href;
const env = { NODE_OPTIONS: `--import ${doctor}`, THROUGHLINE_DOCTOR: 'strict', NO_COLOR: '1' };

it.each<[name: string, command: readonly string[], result: RegExp]>([
  [
    'the matrix',
    ['node_modules/vitest/vitest.mjs', 'run', '--project', 'quick', '--silent=true', 'test/whole/matrix'],
    /Tests {2}\d{4} passed/,
  ],
  ['the demo', ['--import', 'tsx', 'examples/demo/main.ts', '--once'], /0 mixed\n$/],
])(
  '%s',
  async (_, command, result) => {
    const { code, stdout, stderr } = await runCommand(process.execPath, command, env, root).ended;
    expect(stderr).not.toMatch(/TL_DOC_(?!LATE|LEAKED)/);
    expect(stdout).toMatch(result);
    expect(code).toBe(0);
  },
  600_000,
);
