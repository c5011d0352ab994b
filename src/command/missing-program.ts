import { readdirSync } from 'node:fs';
import { basename, dirname, extname } from 'node:path';

import { didYouMean } from './did-you-mean.js';
import { findCommand } from './find-command.js';
import { programAt } from './program-at.js';
import { scriptAt } from './script-at.js';

/** With these, Node may run what is no file of that name. */
const LOADS = /(?:^|\s)(?:-r|--(?:require|import|(?:experimental-)?loader|entry-url|snapshot-blob))(?:[=\s]|$)/;

/** What is wrong with arguments that name a program which is not there, in words; `undefined` where Node may know it. */
export function missingProgram(args: readonly string[]): string | undefined {
  const at = programAt(args);
  const program = args[at ?? args.length];
  if (program === undefined || program.startsWith('-') || program === 'inspect') return undefined; // words of Node
  const options = [process.env['NODE_OPTIONS'] ?? '', ...args.slice(0, at)].join(' ');
  if (LOADS.test(options) || scriptAt(program) !== undefined || findCommand(program) !== undefined) return undefined;
  const isPath = /[/\\]/.test(program) || extname(program) !== '';
  return `there is no file ${isPath ? '' : 'and no command '}${program}.${didYouMean(program, filesBeside(program))}`;
}

/** The names of what stands in the folder of a program, as the program is named. */
function filesBeside(program: string): readonly string[] {
  const folder = program.slice(0, program.length - basename(program).length);
  try {
    return readdirSync(dirname(program)).map((name) => folder + name);
  } catch {
    return []; // there is no such folder either
  }
}
