import { spawnSync } from 'node:child_process';

const { error, stdout } = spawnSync('script', ['--version'], { encoding: 'utf8' });

/** Whether `script` of util-linux is here, which runs a command in a terminal of its own. */
const hasTerminal = error === undefined && stdout.includes('util-linux');

/** For `it.skipIf` and the name of a test: whether there is no terminal to run it in. */
export const noTerminal = {
  isLacking: !hasTerminal,
  note: hasTerminal ? '' : ' (not here: it needs script of util-linux)',
};

/** The command that runs this one in a terminal. */
export function inTerminal(command: string, args: readonly string[]): [string, string[]] {
  const line = [command, ...args].map((part) => `'${part.replaceAll("'", String.raw`'\\''`)}'`).join(' ');
  return ['script', ['--quiet', '--return', '--command', line, '/dev/null']];
}
