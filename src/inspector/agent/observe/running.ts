import { createHook } from 'node:async_hooks';

import { currentWatched, type Watched } from '../watched-requests.js';

const { performance } = globalThis;

/** More calls within one another than that were never ended: an error went through them. */
const MAX_DEPTH = 1000;

/** Those that are on the stack: a callback of Node, or the first call of the application. What is in one does not count for those around it. */
const ids: unknown[] = [];
const owners: (Watched | undefined)[] = [];
let depth = 0;

/** The request whose code runs now, and since when. */
let running: Watched | undefined;
let since = 0;

/** Measures from now on how long code runs in the contexts of requests: `ran` of each. */
export function observeRunning(): void {
  createHook({ before: (id) => enterCode(id, currentWatched()), after: leaveCode }).enable();
}

/** Code of this request, or of none, begins to run; `id` names it. */
export function enterCode(id: unknown, owner: Watched | undefined): void {
  if (owner === undefined && depth === 0) return; // most of what Node calls
  if (depth === MAX_DEPTH) depth = 0;
  ids[depth] = id;
  owners[depth++] = owner;
  if (owner !== running) change(owner);
}

/** It has run. */
export function leaveCode(id: unknown): void {
  if (depth === 0) return;
  const at = ids[depth - 1] === id ? depth - 1 : ids.lastIndexOf(id, depth - 1);
  if (at === -1) return;
  depth = at;
  const owner = at === 0 ? undefined : owners[at - 1];
  if (owner !== running) change(owner);
}

/** Counts what the request whose code runs has run until now. */
export function count(): void {
  if (running !== undefined) change(running);
}

function change(owner: Watched | undefined): void {
  const at = performance.now();
  if (running !== undefined) running.ran += at - since;
  running = owner;
  since = at;
}
