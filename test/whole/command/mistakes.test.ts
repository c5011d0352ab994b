// What the command says where its arguments are wrong: one line, with the right word.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, it } from 'vitest';

import { root, runNode } from '../../support/run-node.js';

const bin = `${root}bin/throughline.js`;

const folder = mkdtempSync(join(tmpdir(), 'mistakes-'));
writeFileSync(join(folder, 'app.js'), '');
writeFileSync(join(folder, 'throws.js'), "throw new Error('broken at start');");

it.each([
  ['requsts', 'throughline: there is no command and no file requsts. Did you mean requests?'],
  ['--versoin', 'throughline: there is no option --versoin. Did you mean --version?'],
  ['dev --prot 1 app.js', 'throughline dev: there is no option --prot. Did you mean --port?'],
  ['dev ap.js', 'throughline dev: there is no file ap.js. Did you mean app.js?'],
  ['dev ./ap.js', 'throughline dev: there is no file ./ap.js. Did you mean ./app.js?'],
  ['dev nowhere/app.js', 'throughline dev: there is no file nowhere/app.js.'],
  ['dev nothing', 'throughline dev: there is no file and no command nothing.'],
  ['doctor --no-warnings ap.js', 'throughline doctor: there is no file ap.js. Did you mean app.js?'],
  [
    'requests --stauts 5xx',
    'throughline requests: there is no filter --stauts. Did you mean --status? There are --path,',
  ],
  ['requests --port x', 'throughline requests: --port takes a port'],
  ['mcp --prot 1', 'throughline mcp: it takes only --port'],
  ['findings all', 'throughline findings: it takes only --json and --port'],
  ['explain TL_DOC_MIXD', 'throughline explain: there is no code TL_DOC_MIXD. Did you mean TL_DOC_MIXED?'],
  ['check nowhere', 'throughline check: there is no file and no folder '],
])('%s', async (args, says) => {
  const { code, stdout, stderr } = await runNode([bin, ...args.split(' ')], {}, folder).ended;
  expect([code, stdout, stderr.trim().split('\n').length]).toEqual([1, '', 1]);
  expect(stderr.startsWith(says), stderr).toBe(true);
});

it.each([['-r ./app.js ap.js'], ['--import=./app.js ap.js']])(
  'dev lets Node say it where %s may know it',
  async (args) => {
    const { stderr } = await runNode([bin, 'dev', '--port=0', ...args.split(' ')], {}, folder).ended;
    expect(stderr).toContain('Cannot find module');
  },
);

it('an application that throws as it starts: its error, and that its page has ended', async () => {
  const { code, stderr } = await runNode([bin, 'dev', '--port=0', 'throws.js'], {}, folder).ended;
  expect(code).toBe(1);
  expect(stderr).toContain('Error: broken at start');
  expect(stderr.trim().split('\n').at(-1)).toBe(
    'throughline: the application failed before it had anything to show, so the page has ended, too',
  );
});
