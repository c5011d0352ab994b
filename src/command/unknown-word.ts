import { readdirSync } from 'node:fs';

import { findCommand } from './find-command.js';
import { scriptAt } from './script-at.js';

/** The first argument, where it is a word that names nothing to run: no file, with whatever ending, and no command. */
export function unknownWord([word = '']: readonly string[]): string | undefined {
  if (!/^[a-z][\w-]*$/i.test(word) || scriptAt(word) !== undefined || findCommand(word) !== undefined) return undefined;
  // A loader of the user may know an ending that Node does not.
  return readdirSync('.').some((name) => name.split('.', 1)[0] === word) ? undefined : word;
}
