import { findModules } from './find-modules.js';
import { GUIDES, RENAMED } from './modules.js';
import type { Parser } from '../syntax/parser.js';

/** What becomes of a file. */
export interface Migration {
  readonly text: string;
  /** What is left to do by hand, each with its line. */
  readonly notes: readonly (readonly [line: number, note: string])[];
}

/**
 * Renames the modules that a file loads. A file that names none is not parsed. Throws a `SyntaxError` where the file cannot be parsed.
 */
export function migrateText(file: string, text: string, parse: Parser): Migration {
  if (!isAnyNamed(text)) return { text, notes: [] };
  const notes: [line: number, note: string][] = [];
  let migrated = '';
  let done = 0;
  for (const { name, start, end, isLoaded } of findModules(parse(file, text), text)) {
    const renamed = RENAMED.get(name);
    const note = noteOf(name, isLoaded);
    if (renamed !== undefined && isLoaded) {
      migrated += text.slice(done, start) + renamed;
      done = end;
    } else if (note !== undefined) {
      notes.push([text.slice(0, start).split('\n').length, note]);
    }
  }
  return { text: migrated + text.slice(done), notes };
}

function isAnyNamed(text: string): boolean {
  return [...RENAMED.keys(), ...GUIDES.keys()].some((name) => text.includes(name));
}

function noteOf(name: string, isLoaded: boolean): string | undefined {
  const guide = GUIDES.get(name);
  if (guide === undefined) return `${name} is named here, too`;
  return isLoaded ? `${name}: see the guide "${guide}"` : undefined;
}
