import { readFileSync, writeFileSync } from 'node:fs';

import { expect, it } from 'vitest';

import { folderWith } from '../doctor/run-with-doctor.js';
import { runCommand } from '../../support/run-node.js';
import { runExample } from './run-example.js';

it('the doctor lets the test of its example pass', async () => {
  expect(await runExample('doctor')).toEqual(expect.arrayContaining(['told to waiting', '# fail 0']));
});

it('and fail without bind, at the line in TypeScript', async () => {
  const source = readFileSync('examples/doctor.ts', 'utf8');
  const faulty = source.replace(
    'bind(() => response.end(CTX_REQUEST_ID.get()))',
    '() => response.end(CTX_REQUEST_ID.get())',
  );
  expect(faulty).not.toBe(source);
  const folder = folderWith();
  writeFileSync(`${folder}/faulty.ts`, faulty);
  const args = ['--import', import.meta.resolve('tsx'), 'faulty.ts'];
  const { code, stdout } = await runCommand(process.execPath, args, { NO_COLOR: '1' }, folder).ended;
  expect(code).toBe(1);
  expect(stdout).toContain('TL_ERR_FINDINGS');
  expect(stdout).toContain('Code of GET /wait runs in the context of GET /place');
  const line = faulty.split('\n').findIndex((each) => each.includes('const placed =')) + 1;
  expect(stdout).toMatch(new RegExp(`--> faulty\\.ts:${line}:\\d+ `));
});
