import { readFileSync, writeFileSync } from 'node:fs';

import { diff } from './diff.js';
import { migrateText } from './migrate-text.js';
import { loadParser, type Parser } from '../syntax/parser.js';
import { sourceFiles } from './source-files.js';

const USAGE = `Usage: throughline migrate [--write] <file or folder> ...

Changes imports of cls-hooked and continuation-local-storage to throughline/cls-hooked, and says what else is left to
change by hand. Without --write it only shows the changes, as a diff.
`;

/** What `throughline migrate` does with its arguments. Returns the exit code. */
export async function migrate(args: readonly string[]): Promise<number> {
  const paths = args.filter((arg) => !arg.startsWith('-'));
  const options = args.filter((arg) => arg.startsWith('-'));
  if (paths.length === 0 || options.some((option) => option !== '--write')) {
    process.stderr.write(USAGE);
    return options.includes('--help') ? 0 : 1;
  }
  try {
    return migrateFiles(sourceFiles(paths), options.includes('--write'), await loadParser());
  } catch (error) {
    console.error(`throughline: ${(error as Error).message}`);
    return 1;
  }
}

function migrateFiles(files: readonly string[], isWritten: boolean, parse: Parser): number {
  const changes = files.map((file) => changeOf(file, parse));
  for (const { file, after } of changes) if (isWritten && after !== undefined) writeFileSync(file, after);
  const changed = changes.filter(({ after }) => after !== undefined).length;
  const count = `${changed} of ${files.length} files`;
  console.error(isWritten ? `${count} changed.` : `${count} would change. To change them, add --write.`);
  return changes.some(({ isFailed }) => isFailed) ? 1 : 0;
}

interface Change {
  readonly file: string;
  readonly after?: string;
  readonly isFailed?: boolean;
}

/** Prints the diff to stdout, for `git apply`, and what is left to do to stderr. */
function changeOf(file: string, parse: Parser): Change {
  const bytes = readFileSync(file);
  const before = bytes.toString();
  try {
    if (!Buffer.from(before).equals(bytes)) throw new SyntaxError('it is not UTF-8');
    const { text: after, notes } = migrateText(file, before, parse);
    process.stdout.write(diff(file, before, after));
    for (const [line, note] of notes) console.error(`${file}:${line}: ${note}. Change it by hand.`);
    return after === before ? { file } : { file, after };
  } catch (error) {
    console.error(`${file}: not changed, because it cannot be parsed: ${(error as Error).message}`);
    return { file, isFailed: true };
  }
}
