// The layers of src/, and a check that none imports from its right: `tsx scripts/layers.ts`, part of `npm run check`.
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { pathToFileURL } from 'node:url';

interface Layer {
  readonly layers: readonly string[];
  readonly modules?: RegExp;
}

const FOUNDATION = ['core', 'w3c', 'request'];

/**
 * Each layer with what it may import: the other layers, and, by a pattern, modules that are not ours. ARCHITECTURE.md shows the
 * same, and a test compares the two.
 */
export const LAYERS: Readonly<Record<string, Layer>> = {
  core: { layers: [], modules: /^(node:async_hooks|#async-local-storage)$/ },
  w3c: { layers: ['core'] },
  request: { layers: ['core', 'w3c'] },
  spans: { layers: FOUNDATION },
  'index.ts': { layers: [...FOUNDATION, 'loggers', 'spans'] },
  'adapter.ts': { layers: FOUNDATION },
  adapters: { layers: ['index.ts', 'adapter.ts'], modules: /^node:/ },
  propagation: { layers: [...FOUNDATION, 'spans'] },
  loggers: { layers: FOUNDATION },
  opentelemetry: { layers: FOUNDATION, modules: /^@opentelemetry\/api$/ },
  jobs: { layers: [...FOUNDATION, 'propagation'] },
  carriers: { layers: [...FOUNDATION, 'propagation'] },
  'access-log': { layers: [...FOUNDATION, 'loggers'] },
  mend: { layers: ['core', 'request'], modules: /^node:util$/ },
  register: {
    layers: [...FOUNDATION, 'spans', 'adapters', 'propagation', 'loggers', 'opentelemetry', 'access-log', 'mend'],
    modules: /^(node:|@opentelemetry\/api$)/,
  },
  syntax: { layers: ['core'], modules: /^oxc-parser$/ },
  migrate: { layers: ['core', 'syntax'], modules: /^node:(fs|path)$/ },
  doctor: { layers: [...FOUNDATION, 'loggers', 'mend', 'register', 'syntax'], modules: /^node:/ },
  inspector: {
    layers: [...FOUNDATION, 'spans', 'propagation', 'loggers', 'register', 'doctor'],
    modules: /^(node:|preact)/,
  },
  command: { layers: ['register', 'migrate', 'doctor', 'inspector'], modules: /^node:/ },
  'async-context': { layers: ['core'] },
  testing: { layers: [...FOUNDATION, 'spans'], modules: /^node:stream$/ },
  'cls-hooked': { layers: ['core'], modules: /^node:(assert|async_hooks)$/ },
};

/** What a file of `src/`, named from there, imports and must not; `undefined` if that is allowed. */
export function forbidden(file: string, imported: string): string | undefined {
  const [layer, own] = partsOf(file);
  const { layers, modules }: Layer = LAYERS[layer] ?? { layers: [] };
  if (!imported.startsWith('.')) return modules?.test(imported) ? undefined : imported;
  const target = posix.join(posix.dirname(file), imported).replace(/\.js$/, '.ts');
  const [owner, other, ...inside] = partsOf(target);
  if (owner !== layer) return layers.includes(owner) ? undefined : target;
  // An adapter knows another one by what that exports.
  return layer === 'adapters' && own !== other && inside.join('/') !== 'index.ts' ? target : undefined;
}

/** One line for each import in the folder `src` that must not be. */
export function findForbidden(src: string): string[] {
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file));
  return files.flatMap((path) => {
    const file = path.replaceAll('\\', '/');
    const text = readFileSync(join(src, path), 'utf8').replaceAll(/^\s*(\*|\/\*\*|\/\/).*$/gm, '');
    const imports = [...text.matchAll(/\b(?:from |import |import\()'([^']+)'[);]/g)].map(([, name = '']) => name);
    const found = imports.filter((name) => forbidden(file, name) !== undefined);
    return found.map((name) => `src/${file} must not import ${name}`);
  });
}

function partsOf(file: string): [layer: string, ...inside: string[]] {
  return file.split('/') as [string];
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const found = findForbidden(join(import.meta.dirname, '..', 'src'));
  for (const line of found) console.error(line);
  process.exitCode = found.length === 0 ? 0 : 1;
}
