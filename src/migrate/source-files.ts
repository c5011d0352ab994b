import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** The files of these paths: of a folder, those in JavaScript and TypeScript, without hidden folders and `node_modules`. */
export function sourceFiles(paths: readonly string[]): string[] {
  return paths.flatMap((path) => (statSync(path).isDirectory() ? sourceFiles(entriesOf(path)) : [path]));
}

function entriesOf(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  const wanted = entries.filter((entry) => (entry.isDirectory() ? isSearched(entry.name) : isSource(entry.name)));
  return wanted.map(({ name }) => join(folder, name)).toSorted();
}

function isSearched(folder: string): boolean {
  return !folder.startsWith('.') && folder !== 'node_modules';
}

function isSource(file: string): boolean {
  return /\.[cm]?[jt]sx?$/.test(file);
}
