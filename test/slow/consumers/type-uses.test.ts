import { cp, mkdir, readdir, rm, symlink } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { folderOf } from '../../support/frameworks/installed.js';
import { createProject, installedFile, type Project } from './project.js';

const VERSIONS: readonly (readonly [version: string, compiler: () => string])[] = [
  ['5.4', () => installedFile('typescript', 'typescript-5.4/bin/tsc')],
  ['5.9', () => installedFile('typescript', 'typescript-5.9/bin/tsc')],
  ['7', () => resolve('node_modules/typescript/bin/tsc')],
];

const RESOLUTIONS: readonly (readonly [resolution: string, module: string])[] = [
  ['nodenext', 'nodenext'],
  ['bundler', 'esnext'],
  ['node10', 'commonjs'],
];

const rows = VERSIONS.flatMap(([version, compiler]) =>
  RESOLUTIONS.map(([resolution, module]) => ({ version, compiler, resolution, module })),
).filter(({ version, resolution }) => version !== '7' || resolution !== 'node10'); // which it no longer knows

/** The uses are checked beside the types of the libraries that they name, as somebody else would have them installed. */
describe('what must compile does, and what must not does not, line by line', () => {
  let project: Project;
  beforeAll(async () => {
    project = await createProject();
    await cp(join(import.meta.dirname, 'type-uses'), join(project.folder, 'uses'), { recursive: true });
    await linkLibraries(join(project.folder, 'node_modules'));
  }, 120_000);
  afterAll(() => rm(project.folder, { recursive: true }));

  it.each(rows)(
    'TypeScript $version, $resolution',
    async ({ version, compiler, resolution, module }) => {
      const compilerOptions = {
        module,
        moduleResolution: resolution,
        target: 'es2022',
        lib: ['es2022', 'dom', 'dom.iterable'],
        types: ['node'],
        strict: true,
        exactOptionalPropertyTypes: true,
        noUncheckedIndexedAccess: true,
        noPropertyAccessFromIndexSignature: true,
        esModuleInterop: true,
        preserveSymlinks: true,
        skipLibCheck: true, // the libraries' own types differ in what they ask for; typescript.test.ts checks ours
        noEmit: true,
      };
      const config = `tsconfig.${version}.${resolution}.json`;
      await project.write({ [config]: JSON.stringify({ compilerOptions, include: ['uses'] }) });
      expect(await project.run(process.execPath, compiler(), '-p', config)).toBe('');
    },
    60_000,
  );
});

/** Links what is installed in `test/support/frameworks/typescript`, but its compilers and what is there already. */
async function linkLibraries(target: string): Promise<void> {
  const source = join(folderOf('typescript'), 'node_modules');
  const names = (await readdir(source)).filter((name) => !name.startsWith('.') && !name.startsWith('typescript'));
  for (const name of names) {
    const parts = name.startsWith('@') ? (await readdir(join(source, name))).map((part) => join(name, part)) : [name];
    for (const part of parts) {
      await mkdir(dirname(join(target, part)), { recursive: true });
      await symlink(join(source, part), join(target, part)).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'EEXIST') throw error;
      });
    }
  }
}
