import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { ENTRIES } from '../../support/entries.js';
import { createProject, installedFile, type Project } from './project.js';

describe('TypeScript', () => {
  const here = (): string => resolve('node_modules/typescript/bin/tsc');
  const old = (name: string) => (): string => installedFile('typescript', `${name}/bin/tsc`);
  const VERSIONS: readonly (readonly [name: string, compiler: () => string, ends?: object])[] = [
    ['5.4', old('typescript-5.4'), {}],
    ['5.9', old('typescript-5.9'), {}],
    ['6', old('typescript-6'), { ignoreDeprecations: '6.0' }],
    ['7', here],
  ];
  const USES = `
    export const text: string = new throughline.ContextVar<string>('text', { default: '' }).get();
    export const number: number | undefined = new throughline.ContextVar<number>('number').tryGet();
    export const results: Promise<[number, string]> = throughline.gather(() => 1, async () => 'a');
    // @ts-expect-error -- where the types are not found, all is any and this is no error
    export const wrong: boolean = throughline.copyContext();
  `;
  const asModules = `${ENTRIES.map((name, n) => `import * as e${n} from '${name}';\nexport { e${n} };`).join('\n')}\nimport * as throughline from 'throughline';\n${USES}`;
  const asRequired = `${ENTRIES.map((name, n) => `import e${n} = require('${name}');\nexport { e${n} };`).join('\n')}\nimport throughline = require('throughline');\n${USES}`;

  const rows = VERSIONS.flatMap(([version, compiler, node10]) => [
    { version, compiler, resolution: 'node16', files: ['consumer.mts', 'consumer.cts'], module: 'node16' },
    { version, compiler, resolution: 'nodenext', files: ['consumer.mts', 'consumer.cts'], module: 'nodenext' },
    { version, compiler, resolution: 'bundler', files: ['consumer.ts'], module: 'esnext' },
    ...(node10 === undefined
      ? []
      : [{ version, compiler, resolution: 'node10', files: ['consumer.ts'], module: 'commonjs', more: node10 }]),
  ]);

  let project: Project;
  beforeAll(async () => {
    project = await createProject();
    await project.write({ 'consumer.mts': asModules, 'consumer.ts': asModules, 'consumer.cts': asRequired });
  }, 120_000);
  afterAll(() => rm(project.folder, { recursive: true }));

  it.each(rows)(
    '$version finds the types of every entry by $resolution, strict',
    async ({ version, compiler, resolution, module, files, ...rest }) => {
      const compilerOptions = {
        module,
        moduleResolution: resolution,
        target: 'es2022',
        lib: ['es2022'],
        types: ['node'],
        strict: true,
        noEmit: true,
        // The others find the same files, and what lies between the oldest and the newest checks them as those two do.
        skipLibCheck: !['nodenext', 'node10'].includes(resolution) || !['5.4', '7'].includes(version),
        ...('more' in rest && rest.more),
      };
      const config = `tsconfig.${version}.${resolution}.json`;
      await project.write({ [config]: JSON.stringify({ compilerOptions, files }) });
      expect(await project.run(process.execPath, compiler(), '-p', config)).toBe('');
    },
    60_000,
  );
});
