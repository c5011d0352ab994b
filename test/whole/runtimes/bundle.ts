import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { build, type Plugin } from 'esbuild';

const here = import.meta.dirname;
const root = join(here, '..', '..', '..');

export interface Target {
  /** Which module of `inside/` it starts with: one that runs the files, or one that serves. */
  readonly entry: 'process' | 'worker' | 'serve-process' | 'serve-worker';
  /** Whether the runtime has the modules of Node. All have `node:async_hooks`. */
  readonly hasNode: boolean;
}

/** What test files read of the environment: a worker has none. Runtimes differ less in parsing than a fuzzer costs. */
const { THROUGHLINE_SEED, THROUGHLINE_PROGRAMS, FUZZ_SEED, FUZZ = '40000' } = process.env;
const ENVIRONMENT = { THROUGHLINE_SEED, THROUGHLINE_PROGRAMS, FUZZ_SEED, FUZZ };

/** Bundles test files for a runtime: the same ones that vitest runs, with their imports, into one module. Gives its text. */
export async function bundle(files: readonly string[], { entry, hasNode }: Target): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(here, 'inside', `${entry}.ts`)],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'es2022',
    conditions: ['import'],
    plugins: [
      suite(files),
      places,
      replaced({ vitest: 'vitest', './cpython.js': 'cpython' }),
      ...(hasNode ? [] : [replaced({ './node-hops.js': 'no-node-hops' })]),
    ],
    define: { 'process.env': JSON.stringify(ENVIRONMENT) },
    alias: hasNode ? {} : { 'node:events': join(root, 'node_modules/events/events.js') },
    logLevel: 'error',
  });
  return outputFiles[0]!.text;
}

/** The module that loads the test files. */
function suite(files: readonly string[]): Plugin {
  const loads = files.map((file) => `${JSON.stringify(file)}: () => import(${JSON.stringify(join(root, file))})`);
  return {
    name: 'suite',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^\.\/suite\.js$/ }, ({ path }) => ({ path, namespace: 'suite' }));
      onLoad({ filter: /.*/, namespace: 'suite' }, () => ({
        contents: `export const suite = { ${loads.join(',\n')} };`,
        resolveDir: root,
      }));
    },
  };
}

/** Modules that are another one outside of vitest, by how they are imported. */
function replaced(modules: Readonly<Record<string, string>>): Plugin {
  const names = Object.keys(modules).map((name) => name.replaceAll('.', '\\.'));
  return {
    name: `replaced ${names.join(' ')}`,
    setup({ onResolve }) {
      onResolve({ filter: new RegExp(`^(${names.join('|')})$`) }, ({ path }) => ({
        path: join(here, 'inside', `${modules[path]}.ts`),
      }));
    },
  };
}

/** Test files know where they are, though the bundle is elsewhere. */
const places: Plugin = {
  name: 'places',
  setup({ onLoad }) {
    onLoad({ filter: /[/\\]test[/\\].*\.ts$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      const contents = text
        .replaceAll('import.meta.dirname', JSON.stringify(dirname(path)))
        .replaceAll('import.meta.filename', JSON.stringify(path));
      return { contents, loader: 'ts' };
    });
  },
};
