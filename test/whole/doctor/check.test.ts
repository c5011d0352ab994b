// `throughline check`, as a command.
import { expect, it } from 'vitest';

import { root, runCommand } from '../../support/run-node.js';

const check = async (...args: string[]) => {
  const { code, stdout, stderr } = await runCommand(
    process.execPath,
    [`${root}/bin/throughline.js`, 'check', ...args],
    { NO_COLOR: '1' },
    `${import.meta.dirname}/culprits`,
  ).ended;
  return { code, stdout, stderr };
};

it('reports what it finds in source, and fails', async () => {
  expect(await check('promise-all.js')).toEqual({
    code: 1,
    stderr: '',
    stdout: `throughline doctor: 1 finding

TL_DOC_SHARED Branches that Promise.all waits for set one variable, and share it
   --> promise-all.js:16:9 (likely)
   |
14 | 
15 | const listener = traced(async (request, response) => {
16 |   await Promise.all([charge('one'), charge('two')]);
   |         ^ here several branches run in one context
17 |   response.end('done');
   |
   = help: give each branch a context of its own with gather

     import { gather } from 'throughline';

     await gather(() => charge('one'), () => charge('two'));

To learn more: npx throughline explain TL_DOC_SHARED
`,
  });
});

it('finds in the applications of these tests what can be seen without running them', async () => {
  const { stdout } = await check('.');
  expect(stdout.match(/(?<=--> )\S+(?=:\d+:\d+ )/g)?.toSorted()).toEqual([
    'mysql2.js',
    'pg-promisified.js',
    'pg.js',
    'promise-all-map.js',
    'promise-all.js',
    'untraced.js',
  ]);
});

it('finds nothing in our own source but enterWith for contexts, for what the inspector remembers of a flow, and to try what a resource keeps', async () => {
  const { stdout } = await check('../../../../src');
  expect(stdout.match(/(?<=--> )\S+(?=:\d+:\d+ )/g)?.map((file) => file.split('/src/')[1])).toEqual([
    'core/enter-with.ts',
    'inspector/agent/observe/lost-lines.ts',
    'request/run/reentry.ts',
  ]);
});

it.each(['../healthy', '../../../../examples', '../../../slow/applications', '../../../../bench'])(
  'finds nothing in %s',
  async (path) => {
    expect(await check(path)).toEqual({ code: 0, stdout: '', stderr: '' });
  },
);

it('asks for files, and says which one is not there', async () => {
  expect(await check()).toEqual({
    code: 1,
    stdout: '',
    stderr: 'throughline check: name files or folders, such as: throughline check src/\n',
  });
  const { code, stderr } = await check('nowhere');
  expect(code).toBe(1);
  expect(stderr).toMatch(/^throughline check: there is no file and no folder .*nowhere\n$/);
});
