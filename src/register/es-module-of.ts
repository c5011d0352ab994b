import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Conditions by which Node finds what is imported. */
const CONDITIONS: ReadonlySet<string> = new Set(['node', 'import', 'module-sync', 'default']);

/** The URL of the ES module that `import name` gives in the application; `undefined` for a package that it does not have. */
export function esModuleOf(name: string): string | undefined {
  const entry = join(process.argv[1] ?? process.cwd(), 'entry'); // a file, or the folder that has it
  const folders = createRequire(entry).resolve.paths(name) ?? [];
  const folder = folders.map((modules) => join(modules, name)).find((path) => existsSync(join(path, 'package.json')));
  if (folder === undefined) return undefined;
  const { exports: targets } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { exports?: unknown };
  const { '.': main = targets } = Object(targets) as { '.'?: unknown };
  const target = targetOf(main);
  return target === undefined ? undefined : pathToFileURL(realpathSync(join(folder, target))).href;
}

/** Source: Node, "Determining package resolution", the first condition that holds. */
function targetOf(target: unknown): string | undefined {
  if (typeof target === 'string') return target;
  const [, chosen] = Object.entries(Object(target) as object).find(([condition]) => CONDITIONS.has(condition)) ?? [];
  return chosen === undefined ? undefined : targetOf(chosen);
}
