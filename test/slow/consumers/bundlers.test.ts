import { readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import { build as vite, type InlineConfig } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { ENTRIES } from '../../support/entries.js';
import { createProject, installedFile, type Project } from './project.js';

/** The part of webpack that is used here: it is not installed in the root, so it has no types here. */
type Webpack = (
  config: object,
  done: (error: Error | null, stats?: { toJson(): { errors?: object[] } }) => void,
) => void;

const names = ENTRIES.filter((name) => !/register|doctor|inspector/.test(name));

/** Exports every entry, and what it read after an await. */
const SERVER = `${names.map((name, n) => `export * as e${n} from '${name}';`).join('\n')}
  import { ContextVar, createTask } from 'throughline';
  const variable = new ContextVar('variable', { default: 'outside' });
  export const seen = createTask(async () => {
    variable.set('inside');
    await null;
    return variable.get();
  });
`;
const EDGE = SERVER.replaceAll(/^export \* as .*(cls-hooked|nest|testing).*$/gm, '');

let project: Project;
const file = (name: string): string => join(project.folder, name);

beforeAll(async () => {
  project = await createProject();
  await project.write({ 'server.mjs': SERVER, 'edge.mjs': EDGE });
}, 120_000);
afterAll(() => rm(project.folder, { recursive: true }));

/** Runs a bundle on Node; what it imports must be there. */
async function run(bundle: string): Promise<unknown> {
  await project.write({
    'run.mjs': `const { seen, ...entries } = await import('./${bundle}');
      console.log(JSON.stringify([await seen, Object.keys(entries).filter((name) => name !== 'default').length]));`,
  });
  return JSON.parse(await project.run(process.execPath, 'run.mjs'));
}

const importsOf = async (bundle: string): Promise<string[]> => {
  const text = await readFile(file(bundle), 'utf8');
  const imported = [...text.matchAll(/(?:from|import) ?["'](node:\w+)["']/g)].map(([, name]) => name as string);
  return [...new Set(imported)].toSorted();
};

/** What is built for whom, and what it imports of Node then. */
const VITE: readonly (readonly [name: string, entry: string, config: InlineConfig, imports: readonly string[]])[] = [
  [
    'SSR',
    'server.mjs',
    { build: { ssr: true }, ssr: { noExternal: ['throughline'] } },
    ['node:assert', 'node:async_hooks', 'node:stream'],
  ],
  ['SSR, the package outside', 'server.mjs', { build: { ssr: true } }, []],
  ['browsers', 'edge.mjs', {}, []],
];

describe('Vite', () => {
  it.each(VITE)('builds for %s', async (name, entry, { build, ...config }, imports) => {
    const outDir = `vite-${VITE.findIndex(([other]) => other === name)}`;
    const rollupOptions = {
      input: file(entry),
      external: ['@opentelemetry/api'],
      preserveEntrySignatures: 'strict' as const,
      output: { entryFileNames: 'bundle.mjs' },
    };
    const options = { configFile: false, logLevel: 'error', root: project.folder, ...config } as const;
    await vite({ ...options, build: { outDir, rollupOptions, ...build } });
    expect(await importsOf(`${outDir}/bundle.mjs`)).toEqual(imports);
    expect(await run(`${outDir}/bundle.mjs`)).toEqual([
      'inside',
      entry === 'server.mjs' ? names.length : names.length - 3,
    ]);
  });
});

/** As Next.js sets it: its server, its edge runtime (which provides node:async_hooks), and pages. */
const NEXT = [
  {
    name: 'server',
    entry: 'server.mjs',
    target: 'node20',
    conditionNames: ['react-server', '...'],
    external: /^node:/,
  },
  {
    name: 'edge',
    entry: 'edge.mjs',
    target: 'web',
    conditionNames: ['edge-light', '...'],
    external: /^node:async_hooks$/,
  },
  { name: 'client', entry: 'edge.mjs', target: 'web', conditionNames: ['...'], external: undefined },
] as const;

describe('webpack 5, as Next.js sets it', () => {
  it.each(NEXT)('builds for the $name', async ({ name, entry, target, conditionNames, external }) => {
    const webpack = createRequire(import.meta.url)(installedFile('webpack-5', 'webpack/lib/index.js')) as Webpack;
    const errors = await new Promise<object[]>((resolve, reject) => {
      const config = {
        mode: 'production',
        optimization: { minimize: false },
        context: project.folder,
        entry: `./${entry}`,
        target: [target, 'es2022'],
        resolve: { conditionNames: [...conditionNames] },
        experiments: { outputModule: true },
        externalsType: 'module',
        externals: external === undefined ? [] : [external],
        output: { path: file(`webpack-${name}`), filename: 'bundle.mjs', library: { type: 'module' } },
      };
      webpack(config, (error, stats) => (error === null ? resolve(stats?.toJson().errors ?? []) : reject(error)));
    });
    expect(errors).toEqual([]);
    const expected = {
      server: ['node:assert', 'node:async_hooks', 'node:stream'],
      edge: ['node:async_hooks'],
      client: [],
    }[name];
    expect(await importsOf(`webpack-${name}/bundle.mjs`)).toEqual(expected);
    const count = entry === 'server.mjs' ? names.length : names.length - 3;
    expect(await run(`webpack-${name}/bundle.mjs`)).toEqual(['inside', count]);
  });
});
