import { resolve } from 'node:path';

import { commandAt, findCommand } from './find-command.js';
import { isForeign } from './is-foreign.js';
import { preloadEnv, requiring } from './preload-env.js';
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
 * What runs these arguments with these files loaded first: node, or a command if they name one and no file that node
 * would run. They are required, not imported: an `--import` sends the program through the loader of ES modules, which
 * knows no hooks of `require`, such as those of ts-node.
 */
export function launch(args: readonly string[], files: readonly string[]): Launch {
  const at = programAt(args);
  const program = at === undefined ? undefined : (args[at] as string);
  if (at === undefined || program === undefined) return launchNode(args, files);
  const script = scriptAt(program);
  const command = commandOf(program, script);
  if (command !== undefined) {
    const options = args.slice(0, at).filter((arg) => arg !== '--');
    return launchCommand(command, args.slice(at + 1), preloadEnv(files, options));
  }
  return startsOthers(program, script) ? launchStarter(args, files) : launchNode(args, files);
}

function commandOf(program: string, script: string | undefined): string | undefined {
  if (script === undefined) return findCommand(program);
  return isForeign(script) ? commandAt(program) : undefined;
}

/** The same, but every Node that the program starts in turn loads the files, too. */
export function launchWithChildren(args: readonly string[], files: readonly string[]): Launch {
  const { file, args: all, env, shell } = launch(args, []);
  const { NODE_OPTIONS, BUN_OPTIONS } = preloadEnv(files, []);
  return { file, args: all, env: { ...env, NODE_OPTIONS, BUN_OPTIONS }, shell };
}

/** Whether node is to run what may start the application in another process: a script of package.json, or a tool of a package. */
function startsOthers(program: string, script = ''): boolean {
  return program.startsWith('--run') || [resolve(program), script].some((file) => /[/\\]node_modules[/\\]/.test(file));
}

function launchNode(args: readonly string[], files: readonly string[]): Launch {
  const { execArgv, execPath, env } = process;
  return { file: execPath, args: [...execArgv, ...requiring(files), ...args], env, shell: false };
}

/** By the environment, which all processes below have: `--run` takes no `--require`, and a tool need not pass one on. */
function launchStarter(args: readonly string[], files: readonly string[]): Launch {
  const { execArgv, execPath } = process;
  return { file: execPath, args: [...execArgv, ...args], env: preloadEnv(files, []), shell: false };
}

function launchCommand(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Launch {
  // Windows starts these by its shell only, which takes one line.
  if (!/\.(?:cmd|bat)$/i.test(command)) return { file: command, args, env, shell: false };
  return { file: quoted(command), args: args.map(quoted), env, shell: true };
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
