import { resolve } from 'node:path';

import { commandAt, findCommand } from './find-command.js';
import { isForeign } from './is-foreign.js';
import { preloadEnv } from './preload-env.js';
import { programAt } from './program-at.js';
import { scriptAt } from './script-at.js';

/** A process to be. */
export interface Launch {
  readonly file: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly shell: boolean;
}

/**
 * What runs these arguments with the file `register` loaded first: node, or a command if they name one and no file that node
 * would run. It is required, not imported: an `--import` sends the program through the loader of ES modules, which
 * knows no hooks of `require`, such as those of ts-node.
 */
export function launch(args: readonly string[], register: string): Launch {
  const at = programAt(args);
  const program = at === undefined ? undefined : (args[at] as string);
  if (at === undefined || program === undefined) return launchNode(args, register);
  const script = scriptAt(program);
  const command = commandOf(program, script);
  if (command !== undefined) {
    const options = args.slice(0, at).filter((arg) => arg !== '--');
    return launchCommand(command, args.slice(at + 1), preloadEnv(register, options));
  }
  return startsOthers(program, script) ? launchStarter(args, register) : launchNode(args, register);
}

function commandOf(program: string, script: string | undefined): string | undefined {
  if (script === undefined) return findCommand(program);
  return isForeign(script) ? commandAt(program) : undefined;
}

/** Whether node is to run what may start the application in another process: a script of package.json, or a tool of a package. */
function startsOthers(program: string, script = ''): boolean {
  return program.startsWith('--run') || [resolve(program), script].some((file) => /[/\\]node_modules[/\\]/.test(file));
}

function launchNode(args: readonly string[], register: string): Launch {
  const { execArgv, execPath, env } = process;
  return { file: execPath, args: [...execArgv, '--require', register, ...args], env, shell: false };
}

/** By the environment, which all processes below have: `--run` takes no `--require`, and a tool need not pass one on. */
function launchStarter(args: readonly string[], register: string): Launch {
  const { execArgv, execPath } = process;
  return { file: execPath, args: [...execArgv, ...args], env: preloadEnv(register, []), shell: false };
}

function launchCommand(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Launch {
  // Windows starts these by its shell only, which takes one line.
  if (!/\.(?:cmd|bat)$/i.test(command)) return { file: command, args, env, shell: false };
  return { file: quoted(command), args: args.map(quoted), env, shell: true };
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
