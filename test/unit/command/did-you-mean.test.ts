import { execFileSync } from 'node:child_process';

import { expect, it } from 'vitest';

import { didYouMean } from '../../../src/command/did-you-mean.js';
import { DEV_OPTIONS } from '../../../src/command/dev/dev-options.js';
import { mistypedOption } from '../../../src/command/mistyped-option.js';

const COMMANDS = ['dev', 'requests', 'request', 'logs', 'findings'];

it.each([
  ['requsts', 'requests'],
  ['requset', 'request'],
  ['dve', 'dev'],
  ['FINDINGS', 'findings'],
  ['finndigs', 'findings'],
])('takes %s for %s', (wrong, right) => {
  expect(didYouMean(wrong, COMMANDS)).toBe(` Did you mean ${right}?`);
});

it.each(['', 'x', 'serve', 'start', 'constructor', 'a'.repeat(10_000)])('takes %j for none', (wrong) => {
  expect(didYouMean(wrong, COMMANDS)).toBe('');
});

it('takes no option of Node for one of its own', () => {
  const own = [...Object.keys(DEV_OPTIONS), '--help', '--version', '--watch'];
  const printed = ['--help', '--v8-options'].map((option) => execFileSync(process.execPath, [option]).toString());
  const options = printed.join('\n').match(/(?<=^\s+(?:-\w, )?)--[\w-]+/gm) ?? [];
  expect(options.length).toBeGreaterThan(500);
  expect(options.filter((option) => mistypedOption(option, own) !== undefined)).toEqual([]);
  expect(mistypedOption('--prot=1', own)).toBe('--port');
});
