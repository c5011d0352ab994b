// Prisma, used rightly, gives no finding. Its client is made without the program that Prisma downloads for migrations: nothing runs it.
import { execFileSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';

import { beforeAll, expect, it } from 'vitest';

import { installOne } from '../../support/frameworks/install.js';
import { folderOf } from '../../support/frameworks/installed.js';
import { findNodes } from '../../support/nodes.js';
import { folderWith, runWithDoctor } from '../../whole/doctor/run-with-doctor.js';
import { isRequired } from '../truth/servers.js';

const installed = folderOf('meta/prisma');
const isThere = await isRequired('PostgreSQL');

beforeAll(async () => {
  if (!isThere) return;
  await installOne('meta/prisma');
  const env = { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, CHECKPOINT_DISABLE: '1' };
  const args = ['node_modules/prisma/build/index.js', 'generate', '--schema', 'schema.prisma'];
  execFileSync(process.execPath, args, { cwd: installed, env });
}, 600_000);

it.skipIf(!isThere).each(findNodes())('on $name (skipped without PostgreSQL)', async ({ path: node }) => {
  const folder = folderWith();
  symlinkSync(`${installed}/node_modules/@prisma`, `${folder}/node_modules/@prisma`);
  const { code, findings, notes, stdout } = await runWithDoctor(folder, 'prisma.js', node);
  expect([...findings, ...notes]).toEqual([]);
  expect(stdout.match(/is asked$/gm)).toHaveLength(40);
  expect(code).toBe(0);
});
