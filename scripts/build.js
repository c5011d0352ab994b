// Builds dist/: ES modules and CommonJS, with types for each. Each entry becomes one file, and so do the layers that entries
// share, those in one that are only used together: Node takes most of the time of an import to find and read files.
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { buildPage } from './build-page.js';
import { run } from './run.js';

process.chdir(join(import.meta.dirname, '..'));
rmSync('dist', { recursive: true, force: true });
run('tsc', ['-p', 'tsconfig.esm.json']);
run('tsc', ['-p', 'tsconfig.cjs.json']);

const { exports } = (await import('../package.json', { with: { type: 'json' } })).default;
const files = Object.values(exports).flatMap((entry) => entry.import?.default ?? []);
const names = [
  ...files.map((file) => file.slice('./dist/esm/'.length, -'.js'.length)),
  'command/command',
  'inspector/agent/agent',
].filter((name) => name !== 'register/register');
const REGISTER = 'src/register';

const layers = [
  { name: 'core', test: /\/src\/core\// },
  { name: 'request', test: /\/src\/(w3c|request)\// },
  { name: 'spans', test: /\/src\/spans\// },
  { name: 'log-context', test: /\/src\/loggers\/[a-z-]+\.ts/ },
  { name: 'carriers', test: /\/src\/propagation\/(carriers\/|inject|extract|fields\/outgoing)/ },
  { name: 'clients', test: /\/src\/propagation\// },
  { name: 'lines', test: /\/src\/loggers\/(lines|console)\// },
];
const shared = { chunkFileNames: 'shared/[name].js', codeSplitting: { groups: layers } };
for (const format of ['esm', 'cjs']) {
  await build(names, { ...shared, dir: `dist/${format}`, format });
  await build(['otlp/start-otlp'], { dir: `dist/${format}/register`, format, codeSplitting: false }, REGISTER);
}

// Loaded before every program of its users. Node takes what is in CommonJS, also to import it: that can load its second file when it needs it.
// Bundlers and other runtimes take the ES module, which is one file.
await build(['register'], { dir: 'dist/esm/register', format: 'esm', codeSplitting: false }, REGISTER);
await build(
  ['register', 'tracing'],
  { dir: 'dist/cjs/register', format: 'cjs', chunkFileNames: 'shared.js' },
  REGISTER,
);

async function build(entries, options, source = 'src') {
  const isSplit = options.format === 'cjs' && source === REGISTER;
  const bundle = await rolldown({
    input: Object.fromEntries(entries.map((name) => [name, `${source}/${name}.ts`])),
    external: [/^(node:|#|@opentelemetry\/api$|oxc-parser$)/, ...(isSplit ? ['./tracing.js'] : [])],
    treeshake: { moduleSideEffects: false },
  });
  await bundle.write({
    ...options,
    esModule: true,
    exports: 'named',
    strict: true, // as an ES module is: functions that stand in for those of others pass their `this` on
    // What `imports` of package.json says holds for its own scope, which CommonJS is not in: there it is always Node's class.
    paths: options.format === 'cjs' ? { '#async-local-storage': 'node:async_hooks' } : {},
  });
}

// The two that `imports` chooses from stand alone: the core imports one of them.
for (const name of ['async-local-storage', 'async-local-storage-browser']) {
  const bundle = await rolldown({ input: `src/core/runtime/${name}.ts`, external: /^node:/ });
  await bundle.write({ file: `dist/esm/core/runtime/${name}.js`, format: 'esm' });
}
writeFileSync('dist/cjs/package.json', '{ "type": "commonjs" }\n');
await buildPage('dist/inspector/page');
