import { createRequire } from 'node:module';
import { sep } from 'node:path';
import { pathToFileURL } from 'node:url';

import { patch } from '../../core/patch.js';

const NAME = 'throughline/register';
const BY_NAME = /((?:--import|--require|-r)[\s=\0]+)("?)throughline\/register\2(?=[\s\0]|$)/g;

/**
 * Children get the arguments and the environment by which Node loaded this, and may run in a folder where the name of this
 * package leads nowhere: from now on its place stands there instead.
 */
export function patchChildren(): void {
  const { execArgv, env } = process;
  const args = execArgv.join('\0').replaceAll(BY_NAME, (_, option: string) => option + place(option));
  execArgv.splice(0, execArgv.length, ...(args === '' ? [] : args.split('\0'))); // Node may hold on to this very array
  if (env['NODE_OPTIONS'] === undefined) return;
  patch(env, 'NODE_OPTIONS', (options) =>
    options?.replaceAll(BY_NAME, (_, option: string) => option + JSON.stringify(place(option))),
  );
}

/** Where Node found it: from the folder in which the process began. A file for `--require`, which takes no URL. */
function place(option: string): string {
  const file = createRequire(process.cwd() + sep).resolve(NAME);
  return option.startsWith('--import') ? pathToFileURL(file).href : file;
}
