import { readFileSync, writeFileSync } from 'node:fs';
import { extname, relative, sep } from 'node:path';

import { diff } from './diff.js';
import { migrateText } from './migrate-text.js';
import { loadParser, type Parser } from '../syntax/parser.js';
import { isSource, sourceFiles } from './source-files.js';

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
  // Who reads the diff may stop early, such as `head`. The files are changed all the same.
  process.stdout.on('error', () => {});
  try {
    return migrateFiles(sourceFiles(paths), options.includes('--write'), await loadParser());
  } catch (error) {
    console.error(`throughline: ${(error as Error).message}`);
    return 1;
  }
}

function migrateFiles(files: readonly string[], isWritten: boolean, parse: Parser): number {
  const changes = files.map((file) => changeOf(file, parse)).map((change) => (isWritten ? written(change) : change));
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
  try {
    if (extname(file) !== '' && !isSource(file)) throw new SyntaxError('it is not JavaScript or TypeScript');
    const bytes = readFileSync(file);
    const before = bytes.toString();
    if (!Buffer.from(before).equals(bytes)) throw new SyntaxError('it is not UTF-8');
    const { text: after, notes } = migrateText(file, before, parse);
    process.stdout.write(diff(diffPath(file), before, after));
    for (const [line, note] of notes) console.error(`${file}:${line}: ${note}. Change it by hand.`);
    return after === before ? { file } : { file, after };
  } catch (error) {
    return failed(file, error);
  }
}

/** `git apply` takes paths from the current folder, with slashes. */
function diffPath(file: string): string {
  return relative('', file).replaceAll(sep, '/');
}

function written(change: Change): Change {
  const { file, after } = change;
  try {
    if (after !== undefined) writeFileSync(file, after);
    return change;
  } catch (error) {
    return failed(file, error);
  }
}

function failed(file: string, error: unknown): Change {
  const { code, message } = error as NodeJS.ErrnoException;
  console.error(
    `${file}: not changed, because it cannot be ${code === undefined ? 'parsed' : 'read or written'}: ${message}`,
  );
  return { file, isFailed: true };
}
