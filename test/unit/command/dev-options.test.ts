import { expect, it } from 'vitest';

import { readDevOptions } from '../../../src/command/dev/dev-options.js';

it('reads its own options, and leaves the others to node and the program', () => {
  const given = [
    '--port=5000',
    '--memory',
    '2',
    '--forward',
    'http://a/?b=c',
    '--watch',
    'constructor',
    '--port',
    '-h',
  ];
  expect(readDevOptions(given)).toEqual({
    port: 5000,
    memory: 2 * 2 ** 20,
    forward: 'http://a/?b=c',
    keep: undefined,
    isWithDoctor: true,
    isShowingValues: false,
    isHelp: false,
    args: ['--watch', 'constructor', '--port', '-h'],
  });
  expect(readDevOptions(['--no-doctor', '--show-values', '--keep', 'a=b.db', 'app.js'])).toMatchObject({
    isWithDoctor: false,
    isShowingValues: true,
    keep: 'a=b.db',
  });
});

it('says what is wrong with an option', () => {
  expect(readDevOptions(['--port', '65536', 'app.js'])).toBe('--port takes a port');
  expect(readDevOptions(['--memory=', 'app.js'])).toBe('--memory takes a number of MiB');
  for (const given of [[], ['--no-doctor', 'app.js'], [':memory:', 'app.js'], ['file:x?mode=memory', 'app.js']])
    expect(readDevOptions(['--keep', ...given])).toBe('--keep takes a file');
  expect(readDevOptions(['--keep=--no-doctor', 'app.js'])).toBe('--keep takes a file');
  expect(readDevOptions(['--forward', 'collector', 'app.js'])).toBe('--forward takes a URL of a collector');
  expect(readDevOptions(['--watch'])).toContain('name the program');
  expect(readDevOptions(['--prot', '1', 'app.js'])).toBe('there is no option --prot. Did you mean --port?');
  expect(readDevOptions(['--wach', 'app.js'])).toBe('there is no option --wach. Did you mean --watch?');
});

it('takes a question for help before the program, without one', () => {
  for (const option of ['-h', '--help']) expect(readDevOptions(['--watch', option])).toMatchObject({ isHelp: true });
});
