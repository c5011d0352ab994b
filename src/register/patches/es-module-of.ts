import { attempt } from '../../core/attempt.js';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Conditions by which Node finds what is imported. */
const CONDITIONS: ReadonlySet<string> = new Set(['node', 'import', 'module-sync', 'default']);

/** The URL of the ES module that `import name` gives in the application; `undefined` for a package that it does not have. */
export function esModuleOf(name: string): string | undefined {
  const require = createRequire(join(process.argv[1] ?? process.cwd(), 'entry')); // a file, or the folder that has it
  for (const modules of require.resolve.paths(name) ?? []) {
    const folder = join(modules, name);
    const manifest = attempt(() => require(join(folder, 'package.json')) as Manifest);
    if (manifest === undefined) continue;
    const target = targetOf(mainOf(manifest));
    return target === undefined ? undefined : pathToFileURL(require.resolve(join(folder, target))).href;
  }
  return undefined;
}

interface Manifest {
  readonly exports?: unknown;
}

function mainOf({ exports: targets }: Manifest): unknown {
  return (Object(targets) as { readonly '.'?: unknown })['.'] ?? targets;
}

/** Source: Node, "Determining package resolution", the first condition that holds. */
function targetOf(target: unknown): string | undefined {
  if (typeof target === 'string') return target;
  const [, chosen] = Object.entries(Object(target) as object).find(([condition]) => CONDITIONS.has(condition)) ?? [];
  return chosen === undefined ? undefined : targetOf(chosen);
}
