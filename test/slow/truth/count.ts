import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { addressOf } from './servers.js';
import type { Library } from './libraries.js';
import { cleanEnv, REGISTERED, root } from '../../support/run-node.js';

/** Of 40 callbacks, how many saw the id of their own request, of another, and none. */
export interface Counts {
  readonly right: number;
  readonly another: number;
  readonly none: number;
}

/** With the library as it is, with `throughline/register`, or with `mend` of `throughline/mend`. */
export type How = 'as it is' | 'register' | 'mend';

/** Calls the library in a process of its own, in all its ways, with 40 requests at once for each. */
export async function count(node: string, library: Library, how: How): Promise<Record<string, Counts>> {
  const flags = how === 'register' ? REGISTERED : [];
  const address = library.server === undefined ? '' : addressOf(library.server);
  const args = [...flags, `${import.meta.dirname}/run-case.js`, library.file, address, how];
  const { stdout } = await promisify(execFile)(node, args, { cwd: root, env: cleanEnv(), timeout: 60_000 });
  return JSON.parse(stdout.trim().split('\n').at(-1) as string) as Record<string, Counts>;
}
