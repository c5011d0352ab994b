import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, describe, expect, it } from 'vitest';

import { folderOf } from '../../support/frameworks/installed.js';
import { startExample, startProgram } from './start-example.js';

/** What is moved from, each with the programs there are of it. */
const MIGRATIONS = readdirSync('examples/from').map((name) => [name, readdirSync(`examples/from/${name}`)] as const);
const programs = MIGRATIONS.flatMap(([name, files]) => files.map((file) => [name, file.replace('.ts', '')] as const));

/** An application that has the libraries from before. */
const application = mkdtempSync(join(tmpdir(), 'migrations-'));
symlinkSync(join(folderOf('migrations'), 'node_modules'), join(application, 'node_modules'), 'junction');
writeFileSync(join(application, 'package.json'), '{ "type": "module" }');
writeFileSync(join(application, 'tsconfig.json'), '{ "compilerOptions": { "experimentalDecorators": true } }');
afterAll(() => rmSync(application, { recursive: true }));

function start(name: string, program: string): ReturnType<typeof startExample> {
  if (program !== 'before') return startExample(`from/${name}/${program}`);
  const file = join(application, `${name}.ts`);
  copyFileSync(`examples/from/${name}/before.ts`, file);
  return startProgram(file, application);
}

describe('moving over', () => {
  it.each(programs)('%s, %s: two requests at once have their own user and id', async (name, program) => {
    const { url } = await start(name, program);
    const ask = async (user: string, id: string): Promise<string> => {
      const response = await fetch(`${url}/${user}`, { headers: { 'x-request-id': id } });
      return response.text();
    };
    const answers = await Promise.all([ask('ada', 'request-1'), ask('grace', 'request-2')]);
    expect(answers).toEqual(['hello ada (request-1)\n', 'hello grace (request-2)\n']);
  });

  it.each(MIGRATIONS)('%s has a page, with a before and an after', (name, files) => {
    expect(files).toEqual(expect.arrayContaining(['after.ts', 'before.ts']));
    expect(existsSync(`docs/guide/from-${name}.md`)).toBe(true);
  });
});
