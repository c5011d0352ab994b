import { readdirSync, readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

import { folderOf } from '../../support/frameworks/installed.js';

/** A library that requests share, and the file that calls it in all its ways. */
export interface Library {
  readonly name: string;
  readonly version: string;
  readonly file: string;
  /** What it is of no use without. */
  readonly server: string | undefined;
  /** Whether `mend` cannot reach it. */
  readonly isOnlyForRegister: boolean;
}

const FOLDER = folderOf('libraries');

/** Each file of `test/support/frameworks/libraries`, named after its library. */
export async function findLibraries(): Promise<Library[]> {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.js'));
  return Promise.all(
    files.map(async (name) => {
      const file = `${FOLDER}/${name}`;
      const { server, isOnlyForRegister = false } = (await import(pathToFileURL(file).href)) as Partial<Library>;
      const library = name.slice(0, -'.js'.length);
      return { name: library, version: versionOf(library), file, server, isOnlyForRegister };
    }),
  );
}

function versionOf(library: string): string {
  const manifest = readFileSync(`${FOLDER}/node_modules/${library}/package.json`, 'utf8');
  return (JSON.parse(manifest) as { readonly version: string }).version;
}
