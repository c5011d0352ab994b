import { expect, it } from 'vitest';

import { DEV_OPTIONS } from '../../../src/command/dev/dev-options.js';
import { FILTERS } from '../../../src/command/inspect/filters.js';
import { CODES } from '../../../src/doctor/codes.js';
import { root, runNode } from '../../support/run-node.js';

const bin = `${root}bin/throughline.js`;
const filters = Object.keys(FILTERS).map((name) => `--${name} <`);

it.each([
  ['requests', 'requests [filters] [options]', [...filters, '--json', '--port <port>']],
  ['request', 'request <key or id> [options]', ['--json', '--port <port>']],
  ['logs', 'logs [key or id] [options]', ['--json', '--port <port>']],
  ['findings', 'findings [options]', ['--json', '--port <port>']],
  ['mcp', 'mcp [options]', ['--port <port>']],
  ['dev', 'dev [options] [options of node] app.js [arguments]', Object.keys(DEV_OPTIONS)],
])('explains %s, where it is asked to', async (command, usage, options) => {
  for (const option of ['-h', '--help']) {
    const { code, stdout, stderr } = await runNode([bin, command, option]).ended;
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout.split('\n')[0]).toBe(`Usage: throughline ${usage}`);
    for (const each of [...options, '-h, --help']) expect(stdout).toContain(`\n  ${each}`);
  }
});

it.each([
  ['doctor', 'doctor [options of node] app.js [arguments]', ['strict', 'text, narrated or json']],
  ['check', 'check <file or folder> ...', []],
  ['explain', 'explain <code>', Object.keys(CODES)],
])('explains %s, which has no options', async (command, usage, words) => {
  for (const option of ['-h', '--help']) {
    const { code, stdout, stderr } = await runNode([bin, command, option]).ended;
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout.split('\n')[0]).toBe(`Usage: throughline ${usage}`);
    for (const word of words) expect(stdout).toContain(`\n  ${word} `);
  }
});
