import type { Dispatcher } from 'undici';
import * as undici7 from 'undici';
import * as undici6 from 'undici6';

export type Undici = typeof undici7;

const [major, minor] = process.versions.node.split('.').map(Number) as [number, number];
const runs8 = major > 22 || (major === 22 && minor >= 19);

/** Each version of undici that this Node can run, and the name of its tests. */
export const VERSIONS: readonly (readonly [name: string, undici: Undici])[] = [
  ['6', undici6 as unknown as Undici],
  ['7', undici7],
  ...(runs8 ? [['8', (await import('undici8')) as unknown as Undici] as const] : []),
];

/** For the name of a suite, where a version cannot be run. */
export const LEFT_OUT = runs8 ? '' : ' (not undici 8 here: it needs Node 22.19)';

/** A handler in the style of a version, which calls `done` at the end, with what failed. */
export function handlerOf(version: string, done: (error?: unknown) => void): Dispatcher.DispatchHandler {
  const start = { onRequestStart() {}, onResponseStart() {}, onResponseData() {} };
  return version === '6'
    ? { onConnect() {}, onHeaders: () => true, onData: () => true, onComplete: () => done(), onError: done }
    : { ...start, onResponseEnd: () => done(), onResponseError: (_, error) => done(error) };
}
