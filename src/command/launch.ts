import { findCommand } from './find-command.js';
import { isScript } from './is-script.js';
import { preloadEnv } from './preload-env.js';
import { programAt } from './program-at.js';

/** A process to be. */
export interface Launch {
  readonly file: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly shell: boolean;
}

/**
 * What runs these arguments with the file `register` loaded first: node, or a command if they name one and no file that node
 * would run. It is required, not imported: on Node 20 and 22 an `--import` sends the program through the loader of ES modules, which
 * knows no hooks of `require`, such as those of ts-node.
 */
export function launch(args: readonly string[], register: string): Launch {
  const at = programAt(args);
  const program = at === undefined ? undefined : args[at];
  const command = program === undefined || isScript(program) ? undefined : findCommand(program);
  if (at === undefined || command === undefined) return launchNode(args, register);
  const options = args.slice(0, at).filter((arg) => arg !== '--');
  return launchCommand(command, args.slice(at + 1), preloadEnv(register, options));
}

function launchNode(args: readonly string[], register: string): Launch {
  const { execArgv, execPath, env } = process;
  return { file: execPath, args: [...execArgv, '--require', register, ...args], env, shell: false };
}

function launchCommand(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Launch {
  // Windows starts these by its shell only, which takes one line.
  if (!/\.(?:cmd|bat)$/i.test(command)) return { file: command, args, env, shell: false };
  return { file: quoted(command), args: args.map(quoted), env, shell: true };
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
