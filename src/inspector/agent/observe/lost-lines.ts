import { AsyncLocalStorage } from 'node:async_hooks';

import { attempt } from '../../../core/attempt.js';

/** So many lines of one flow of execution are remembered. */
const MOST = 16;

/** A line that was written in no context, whose request is not known yet. */
interface LostLine {
  readonly number: number;
  readonly at: number;
  /** Whether a request was found that it belongs to. */
  isFound: boolean;
}

/** Those that the current flow of execution wrote, and what it descends from, the latest first. */
const latest = new AsyncLocalStorage<readonly LostLine[]>();

let last = 0;

/** Remembers, in the current flow, that a line was written at this time. Gives its number in this process. */
export function rememberLine(at: number): number {
  const line: LostLine = { number: ++last, at, isFound: false };
  const lines = [line, ...(latest.getStore() ?? []).slice(0, MOST - 1)];
  // For the rest of the flow: it holds what is observed, and no context.
  attempt(() => latest.enterWith(lines));
  return line.number;
}

/** The numbers of the lines that the current flow wrote from `start` on, which no request has yet. They have one from now on. */
export function takeLines(start: number): readonly number[] {
  const found = (latest.getStore() ?? []).filter(({ at, isFound }) => !isFound && at >= start);
  for (const line of found) line.isFound = true;
  return found.map(({ number }) => number);
}
