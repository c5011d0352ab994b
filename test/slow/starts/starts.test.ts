import { execFile } from 'node:child_process';
import { cpSync, existsSync, rmSync } from 'node:fs';
import { dirname, delimiter } from 'node:path';
import { promisify } from 'node:util';

import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';

import { installOne } from '../../support/frameworks/install.js';
import { folderOf } from '../../support/frameworks/installed.js';
import { findNodes } from '../../support/nodes.js';
import { cleanEnv, root } from '../../support/run-node.js';
import { startCommand } from '../../whole/examples/start-example.js';

/** The application of each quick start: what builds it, and what starts it. */
const APPLICATIONS = {
  next: ['next/dist/bin/next build', 'node_modules/next/dist/bin/next start'],
  sveltekit: ['vite/bin/vite.js build', 'build/index.js'],
  'react-router': ['@react-router/dev/bin.cjs build', 'node_modules/@react-router/serve/bin.cjs build/server/index.js'],
  astro: ['astro/bin/astro.mjs build', 'dist/server/entry.mjs'],
  nitro: ['nitro/dist/cli/index.mjs build', '.output/server/index.mjs'],
} as const;

const IDS = ['order-6', 'order-7'];
const TSC = [
  `${root}node_modules/typescript/bin/tsc`,
  ...'--ignoreConfig --noEmit --strict --skipLibCheck --module preserve --lib es2022,dom'.split(' '),
];
const typedOf = (name: string): string => `${root}examples/start/typed/${name}.ts`;
const TELEMETRY = { NEXT_TELEMETRY_DISABLED: '1', ASTRO_TELEMETRY_DISABLED: '1', HOST: '127.0.0.1' };

const node = findNodes().findLast(({ name }) => Number(name.replace('Node ', '')) >= 22);
const note = node === undefined ? ' (not here: it needs Node 22, which npm run test:runtimes installs)' : '';

describe.skipIf(node === undefined).each(Object.entries(APPLICATIONS))(`%s${note}`, (name, [build, start]) => {
  const folder = folderOf(`meta/${name}`);
  const env = cleanEnv({ ...TELEMETRY, PATH: `${dirname(node?.path ?? '')}${delimiter}${process.env['PATH']}` });

  beforeAll(async () => {
    await installOne(`meta/${name}`);
    for (const part of ['dist', 'bin', 'package.json']) {
      cpSync(root + part, `${folder}/node_modules/throughline/${part}`, { recursive: true });
    }
    await promisify(execFile)(node!.path, [`node_modules/${build.split(' ')[0]}`, 'build'], { cwd: folder, env });
  }, 300_000);

  const serve = (register: readonly string[]): ReturnType<typeof startCommand> =>
    startCommand(() => [node!.path, ...register, ...start.split(' ')], folder, TELEMETRY);

  async function ask(register: readonly string[]): Promise<string[]> {
    const { url, printed } = await serve(register);
    const answers = await Promise.all(
      IDS.map((id) => fetch(`${url}/orders/${id}`, { headers: { 'x-request-id': id } })),
    );
    expect(await Promise.all(answers.map((answer) => answer.text()))).toEqual(['done\n', 'done\n']);
    expect(answers.map(({ headers }) => headers.get('x-request-id'))).toEqual(IDS);
    let lines: string[] = [];
    for (let count = 4; lines.length < 4; count++)
      lines = (await printed(count)).filter((line) => /order-\d/.test(line));
    return lines.filter((line) => !line.includes('GET')).toSorted();
  }

  it('two requests at once: each line has the id of its own', async () => {
    expect(await ask([])).toEqual(IDS.flatMap((id) => [`${id} card charged`, `${id} order ${id}`]));
  });

  it('under register, each line begins with it', async () => {
    expect(await ask(['-r', 'throughline/register'])).toEqual(
      IDS.flatMap((id) => [`[${id}] ${id} card charged`, `[${id}] ${id} order ${id}`]),
    );
  });

  if (existsSync(typedOf(name))) {
    it('its page has the types that it needs in TypeScript', async () => {
      cpSync(typedOf(name), `${folder}/typed.ts`);
      onTestFinished(() => rmSync(`${folder}/typed.ts`));
      const check = promisify(execFile)(process.execPath, [...TSC, 'typed.ts'], { cwd: folder });
      const said = await check.catch((error: { stdout: string }) => error);
      expect(said.stdout).toBe('');
    });
  }

  if (name !== 'next') return;
  it('under register, a page that knows nothing of it has the id, too', async () => {
    const { url, printed } = await serve(['-r', 'throughline/register']);
    await Promise.all(IDS.map((id) => fetch(`${url}/stock`, { headers: { 'x-request-id': id } })));
    let lines: string[] = [];
    for (let count = 2; lines.length < 2; count++) lines = (await printed(count)).filter((line) => /stock/.test(line));
    expect(lines.toSorted()).toEqual(IDS.map((id) => `[${id}] stock shown`));
  });
});
