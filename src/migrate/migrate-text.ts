import { findModules } from './find-modules.js';
import { GUIDES, RENAMED } from './modules.js';
import type { Parser } from '../syntax/parser.js';

/** What becomes of a file. */
export interface Migration {
  readonly text: string;
  /** What is left to do by hand, each with its line. */
  readonly notes: readonly (readonly [line: number, note: string])[];
}

/** Renames the modules that a file loads. Throws a `SyntaxError` where the file cannot be parsed. */
export function migrateText(file: string, text: string, parse: Parser): Migration {
  const notes: [line: number, note: string][] = [];
  let migrated = '';
  let done = 0;
  for (const { name, start, end, isLoaded } of findModules(parse(file, text))) {
    const renamed = RENAMED.get(name);
    if (renamed !== undefined && isLoaded) {
      migrated += text.slice(done, start) + renamed;
      done = end;
    } else if (renamed !== undefined || isLoaded) {
      const line = text.slice(0, start).split('\n').length;
      notes.push([
        line,
        renamed === undefined ? `${name}: see the guide "${GUIDES.get(name)}"` : `${name} is named here, too`,
      ]);
    }
  }
  return { text: migrated + text.slice(done), notes };
}
