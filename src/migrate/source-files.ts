import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

/**
 * The files of these paths: of a folder, those in JavaScript and TypeScript, without hidden folders and `node_modules`. It follows no
 * symbolic link in a folder: a file is changed once, where it is.
 */
export function sourceFiles(paths: readonly string[]): string[] {
  return [...new Map(filesOf(paths).map((file) => [resolve(file), file])).values()];
}

function filesOf(paths: readonly string[]): string[] {
  return paths.flatMap((path) => (statSync(path).isDirectory() ? filesOf(entriesOf(path)) : [path]));
}

function entriesOf(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  const wanted = entries.filter((entry) => {
    return (entry.isDirectory() && isSearched(entry.name)) || (entry.isFile() && isSource(entry.name));
  });
  return wanted.map(({ name }) => join(folder, name)).toSorted();
}

function isSearched(folder: string): boolean {
  return !folder.startsWith('.') && folder !== 'node_modules';
}

/** Whether a file is in JavaScript or TypeScript, by its name. */
export function isSource(file: string): boolean {
  return /\.[cm]?[jt]sx?$/.test(file);
}
