import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, it } from 'vitest';

import { folderOf, isInstalled } from '../../support/frameworks/installed.js';
import { burst, expectIds } from '../../support/register-burst.js';
import { root } from '../../support/run-node.js';
import { appPath, serveCommand } from '../register/serve-app.js';

const NAME = 'typescript-hooks';
const bin = `${root}bin/throughline.js`;
const register = `${root}dist/cjs/register/register.js`;

let folder: string;
beforeAll(async () => {
  if (!isInstalled(NAME)) throw new Error(`test/support/frameworks/${NAME} could not be installed.`);
  folder = await mkdtemp(join(folderOf(NAME), 'app-'));
  await copyFile(appPath('plain.ts'), join(folder, 'app.ts'));
});
afterAll(() => rm(folder, { recursive: true }));

const HOOKS = ['ts-node/register', '@swc-node/register', 'esbuild-register'];

it.each([
  ...HOOKS.map((hook) => [`${hook}, by the command`, [bin, '-r', hook]] as const),
  ...HOOKS.map((hook) => [`${hook}, both required`, ['-r', register, '-r', hook]] as const),
  ['ts-node, run by the command', [bin, 'ts-node']] as const,
])('TypeScript compiled by a hook of CommonJS: %s', async (_, args) => {
  const app = await serveCommand([...args, 'app.ts'], { TS_NODE_TRANSPILE_ONLY: '1' }, folder);
  await burst(app.url);
  await expectIds(app, 2);
});
