import { table } from './inspect/table.js';

const HELP: readonly (string | undefined)[] = ['-h', '--help'];

/** What explains itself in a help, by its name. */
export type Explained = Readonly<Record<string, { readonly takes?: string; readonly meaning: string }>>;

/** Whether an argument asks for the help of a command. */
export function isHelp(arg: string | undefined): boolean {
  return HELP.includes(arg);
}

/** The help of a command: how it is used, and a line for each option. */
export function helpOf(usage: string, options: Explained): string {
  const rows = Object.entries(options).map(([name, { takes, meaning }]) => [
    '',
    takes === undefined ? name : `${name} <${takes}>`,
    meaning,
  ]);
  return `Usage: throughline ${usage}\n\n${table([...rows, ['', HELP.join(', '), 'prints this']])}`;
}
