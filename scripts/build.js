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
  'register/otlp/start-otlp',
  'inspector/agent/agent',
];
const bundle = await rolldown({
  input: Object.fromEntries(names.map((name) => [name, `src/${name}.ts`])),
  external: /^(node:|#|@opentelemetry\/api$|oxc-parser$)/,
  treeshake: { moduleSideEffects: false },
});
const layers = [
  { name: 'core', test: /\/src\/core\// },
  { name: 'request', test: /\/src\/(w3c|request)\// },
  { name: 'spans', test: /\/src\/spans\// },
  { name: 'log-context', test: /\/src\/loggers\/[a-z-]+\.ts/ },
];
for (const format of ['esm', 'cjs']) {
  await bundle.write({
    dir: `dist/${format}`,
    format,
    esModule: true,
    exports: 'named',
    chunkFileNames: 'shared/[name].js',
    codeSplitting: { groups: layers },
    // What `imports` of package.json says holds for its own scope, which CommonJS is not in: there it is always Node's class.
    paths: format === 'cjs' ? { '#async-local-storage': 'node:async_hooks' } : {},
  });
}

// The two that `imports` chooses from stand alone: the core imports one of them.
for (const name of ['async-local-storage', 'async-local-storage-browser']) {
  const alone = await rolldown({ input: `src/core/runtime/${name}.ts`, external: /^node:/ });
  await alone.write({ file: `dist/esm/core/runtime/${name}.js`, format: 'esm' });
}
writeFileSync('dist/cjs/package.json', '{ "type": "commonjs" }\n');
await buildPage('dist/inspector/page');
