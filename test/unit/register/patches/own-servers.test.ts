import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';

import { describe, expect, it, onTestFinished } from 'vitest';

import { runtimePath } from '../../../support/runtime-path.js';
import { burst, expectIds } from '../../../support/register-burst.js';
import { root, runCommand } from '../../../support/run-node.js';
import { appPath, served } from '../../../whole/register/serve-app.js';

const register = `${root}dist/esm/register/register.js`;
const WARNING = /\[TL_WARN_NOT_TRACED\]/g;

const bun = runtimePath('bun');
const deno = runtimePath('deno');
const without = (name: string, path: string | undefined): string =>
  path === undefined ? ` (not here: no ${name})` : '';

/** What a program prints that is preloaded with register by these arguments, and ends by itself. */
async function printed(command: string, args: readonly string[], text: string): Promise<string> {
  const folder = await mkdtemp(appPath('own-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'app.mjs');
  await writeFile(file, text);
  const PATH = [dirname(bun ?? ''), process.env['PATH']].join(delimiter);
  const { code, stdout, stderr } = await runCommand(command, [...args, file], { PATH }).ended;
  expect(code, stderr).toBe(0);
  return stdout + stderr;
}

const END = `setTimeout(() => process.exit(0), 200);`;
const HTTP = `import { createServer } from 'node:http'; createServer(() => {}).listen(0);`;

describe.skipIf(bun === undefined)(`on Bun${without('Bun', bun)}, register says that it does not trace`, () => {
  it.each([
    [
      'servers of Bun.serve, once',
      'Bun.serve',
      `for (const port of [0, 0]) Bun.serve({ port, fetch: () => new Response() }); ${END}`,
    ],
    [
      'servers of the module bun',
      'Bun.serve',
      `import { serve } from 'bun'; serve({ port: 0, fetch: () => new Response() }); ${END}`,
    ],
    ['a default export', 'Bun.serve', `export default { port: 0, fetch: () => new Response() }; ${END}`],
    ['servers of node:http', 'node:http', `${HTTP} ${END}`],
  ])('%s', async (_, starter, text) => {
    const out = await printed(bun!, ['--preload', register], text);
    expect(out.match(WARNING)).toHaveLength(1);
    expect(out).toContain(`It was started by ${starter}.`);
  });

  it('and nothing where there is no server', async () => {
    expect(await printed(bun!, ['--preload', register], 'console.log(1)')).toBe('1\n');
  });

  it('also where the command started it', async () => {
    const out = await printed(process.execPath, [`${root}bin/throughline.js`, 'bun'], `${HTTP} ${END}`);
    expect(out.match(WARNING)).toHaveLength(1);
  });
});

describe.skipIf(deno === undefined)(`on Deno${without('Deno', deno)}, register`, () => {
  const flags = ['run', '-A', '--preload', register];

  it('traces servers of node:http, and says nothing', async () => {
    const app = await served(runCommand(deno!, [...flags, appPath('plain.cjs')]));
    await burst(app.url, 5);
    await expectIds(app, 4, 5);
    expect(app.lines.join('\n')).not.toMatch(WARNING);
  });

  it('says that it does not trace those of Deno.serve, once', async () => {
    const text = `for (const port of [0, 0]) Deno.serve({ port }, () => new Response()); ${END}`;
    const out = await printed(deno!, flags, text);
    expect(out.match(WARNING)).toHaveLength(1);
    expect(out).toContain('It was started by Deno.serve.');
  });
});
