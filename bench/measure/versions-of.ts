import { readFileSync } from 'node:fs';

/** The versions of packages by their names, as they are installed for the tests or for the bench. */
export function versionsOf(names: readonly string[], folder = '.'): Record<string, string> {
  return Object.fromEntries(
    names.map((name) => {
      const manifest = JSON.parse(readFileSync(`${folder}/node_modules/${name}/package.json`, 'utf8')) as {
        version: string;
      };
      return [name, manifest.version];
    }),
  );
}
