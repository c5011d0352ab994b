import { readFileSync } from 'node:fs';

import { attempt } from '../../core/attempt.js';
import { type Owner, ownerOf, pathOf } from './owner-of.js';
import { type Place, placeOf } from './place.js';
import type { Call } from './stack.js';

/** The user's code on a stack, and who called it. */
export interface UserCode {
  /** Its calls, the innermost first: they stand together, but for Node's code between them. */
  readonly calls: readonly [Call, ...Call[]];
  /** The library that called the outermost of them, with its version; `undefined` where none did. */
  readonly library: string | undefined;
  /** The module of Node that called it, or `EventTarget`. */
  readonly nodeModule: string | undefined;
}

const OTHERS: ReadonlySet<Owner> = new Set(['library', 'throughline']);

/** What calls listeners of an `EventTarget`: whoever dispatches an event did not write them. */
const DISPATCH = 'node:internal/event_target';

/** What it is called. */
export const EVENT_TARGET = 'EventTarget';

/** The innermost code of the user's on a stack; `undefined` if there is none. */
export function userCodeOf(calls: readonly Call[]): UserCode | undefined {
  const first = calls.findIndex((call) => ownerOf(call.file) === 'user');
  if (first === -1) return undefined;
  const behind = calls.slice(first).findIndex(({ file }, at) => {
    return OTHERS.has(ownerOf(file)) || (file !== DISPATCH && calls[first + at - 1]?.file === DISPATCH);
  });
  const together = calls.slice(first, behind === -1 ? undefined : first + behind);
  const own = together.filter(({ file }) => ownerOf(file) === 'user') as unknown as UserCode['calls'];
  const outer = calls.slice(first + together.length).find(({ file }) => ownerOf(file) === 'library');
  return { calls: own, library: outer && libraryOf(outer.file), nodeModule: nodeModuleOf(together) };
}

/** The same, with whoever told it of an event: that may be the function that a library calls. */
export function tellingCodeOf(calls: readonly Call[]): UserCode | undefined {
  return userCodeOf(calls.filter(({ file }) => file !== DISPATCH && ownerOf(file) !== 'throughline'));
}

/** Where the user's own code called what a stack begins with. */
export function userPlaceOf(calls: readonly Call[]): Place | undefined {
  const call = calls.find(({ file }) => ownerOf(file) === 'user');
  return call && placeOf(call);
}

/** The innermost library on a stack, with its version. */
export function libraryIn(calls: readonly Call[]): string | undefined {
  const call = calls.find(({ file }) => ownerOf(file) === 'library');
  return call && libraryOf(call.file);
}

/** `pg 8.23.1`, of a file in `node_modules`. */
function libraryOf(file: string): string | undefined {
  const [, folder, name] =
    /^(.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+))[\\/]/s.exec(pathOf(file).replace(/[?#].*$/, '')) ?? [];
  if (folder === undefined || name === undefined) return undefined;
  const manifest = attempt(() => JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as { version?: string });
  return [name.replaceAll('\\', '/'), manifest?.version].filter(Boolean).join(' ');
}

function nodeModuleOf(calls: readonly Call[]): string | undefined {
  const { file = '' } = calls.at(-1) ?? {};
  if (file === DISPATCH) return EVENT_TARGET;
  return file.startsWith('node:')
    ? file.replace(/^node:internal\//, 'node:').replace(/^(node:\w+).*$/s, '$1')
    : undefined;
}
