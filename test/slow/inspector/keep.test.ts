import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { expect, it, onTestFinished } from 'vitest';

import type { InspectorStatus } from '../../../src/inspector/api.js';
import { type Developing, developing } from '../../support/inspector/developing.js';
import { root, runCommand, runNode } from '../../support/run-node.js';

const JOB = 'test/slow/inspector/job.mjs';
const NODE = resolve('test/whole/runtimes/installed/node_modules/node24/bin/node');

function newFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'keep-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, 'requests.db');
}

const keeping = (file: string, ...options: string[]): Promise<Developing> =>
  developing([`--keep=${file}`, ...options, JOB], {}, root, NODE);

async function end(run: Developing): Promise<void> {
  run.child.kill('SIGTERM');
  await run.ended;
}

it('has the requests of the last run, from inside, and counts on', async () => {
  const file = newFile();
  const first = await keeping(file);
  const before = await first.detail('state=ended');
  await end(first);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const second = await keeping(file);
  const jobs = await second.requests('', 4);
  expect(jobs.map(({ key, sequence, name, state }) => [key, sequence, name, state])).toEqual([
    ['4', 4, 'endless', 'running'],
    ['3', 3, 'nightly', 'ended'],
    ['2', 2, 'endless', 'lost'],
    ['1', 1, 'nightly', 'ended'],
  ]);
  const after = await second.detail('state=ended&before=2');
  expect(after).toEqual(before);
  expect(after).toMatchObject({
    lines: [{ text: 'charged' }],
    spans: [{ name: 'nightly' }, { name: 'charge' }],
    variables: [{ variable: 'user', value: '"ann"' }],
  });
  await second.askText('/api/requests', { method: 'DELETE', headers: { 'x-throughline-inspector': '1' } });
  await end(second);
  const third = await keeping(file);
  const left = await third.requests('', 3);
  expect(left.map(({ name, state }) => [name, state])).toEqual([
    ['endless', 'running'],
    ['nightly', 'ended'],
    ['endless', 'lost'],
  ]);
  await end(third);
});

it('keeps no more than the memory holds', async () => {
  const file = newFile();
  const run = await developing(
    [`--keep=${file}`, '--memory=1', '--no-doctor', 'test/slow/inspector/many.mjs'],
    {},
    root,
    NODE,
  );
  await run.find(/all are over/);
  await end(run);
  expect(statSync(file).size).toBeLessThan(4 * 2 ** 20);
  const again = await keeping(file, '--memory=1');
  const [newest] = await again.requests('path=many&limit=1');
  expect(newest?.sequence).toBe(20_000);
  await end(again);
});

it.each([
  ['another kind of file', 'no database\n'.repeat(1000)],
  ['is broken', `SQLite format 3\0${'\u0010\0'.repeat(600)}`],
])('says before it starts the application: %s', async (_what, text) => {
  const file = newFile();
  writeFileSync(file, text);
  const run = runCommand(NODE, ['bin/throughline.js', 'dev', '--port=0', '--keep', file, JOB]);
  const { code, stdout, stderr } = await run.ended;
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(/TL_ERR_INVALID_OPTION: .*requests\.db is (?:another kind of file|broken)/);
});

/** Runs code against the database `file`, by `node:sqlite`. */
async function inDatabase(file: string, code: string): Promise<string> {
  const run = `const database = new (require('node:sqlite').DatabaseSync)(${JSON.stringify(file)}); ${code}`;
  return (await runCommand(NODE, ['-e', run]).ended).stdout;
}

it('takes no file that somebody changed', async () => {
  const file = newFile();
  const first = await keeping(file);
  await first.requests('state=ended');
  await end(first);
  const own = readFileSync(file);
  const broken = Buffer.concat([own.subarray(0, 4096), Buffer.alloc(own.length - 4096, 'x')]);
  const says = async (): Promise<string> =>
    (await runCommand(NODE, ['bin/throughline.js', 'dev', '--port=0', '--keep', file, JOB]).ended).stderr;
  writeFileSync(file, broken);
  expect(await says()).toContain('is broken');
  expect(readFileSync(file).subarray(100).equals(broken.subarray(100))).toBe(true); // before that, SQLite counts
  writeFileSync(file, own);
  const trigger = 'CREATE TRIGGER more AFTER DELETE ON requests BEGIN DELETE FROM requests; END';
  await inDatabase(file, `database.exec('${trigger}')`);
  expect(await says()).toContain('is a database of something else');
  await inDatabase(file, "database.exec('DROP TRIGGER more; PRAGMA journal_mode = WAL')");
  const again = await keeping(file);
  await again.requests('', 3);
  await end(again);
}, 120_000);

it('has what was written before it was killed', async () => {
  const file = newFile();
  const run = await developing([`--keep=${file}`, '--no-doctor', 'test/slow/inspector/many.mjs'], {}, root, NODE);
  await run.find(/all are over/);
  const { services } = await run.ask<InspectorStatus>('/api/status');
  run.child.kill('SIGKILL');
  for (const { pid = 0 } of services) process.kill(pid, 'SIGKILL'); // nobody ends the application then
  await run.ended;
  expect(await inDatabase(file, "console.log(database.prepare('PRAGMA integrity_check').get())")).toContain("'ok'");
  const again = await keeping(file);
  await again.requests('state=running');
  await end(again);
}, 120_000);

it('takes no file that another one has open', async () => {
  const file = newFile();
  const first = await keeping(file);
  const { code, stderr } = await runCommand(NODE, ['bin/throughline.js', 'dev', '--port=0', '--keep', file, JOB]).ended;
  expect([code, stderr]).toEqual([1, expect.stringContaining('is in use by another process')]);
  await end(first);
}, 120_000);

it.runIf(process.versions.node.startsWith('20.'))('says on Node 20 that it needs another one', async () => {
  const { code, stdout, stderr } = await runNode(['bin/throughline.js', 'dev', '--keep', newFile(), JOB]).ended;
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toContain('TL_ERR_RUNTIME: --keep needs node:sqlite');
});
