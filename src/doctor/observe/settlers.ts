import { callbackAt } from '../findings/callback-of.js';
import { ownerOf } from '../source/owner-of.js';
import { placeOf } from '../source/place.js';
import { type Call, callsOf, takeStack } from '../source/stack.js';

/** So many functions are suspected at once, each so many times: more are not kept. */
const MAX = 20;

/** A function of the user's that settles a promise, and who called it, the innermost first. */
export interface Settler {
  readonly call: Call;
  readonly outer: readonly Call[];
  /** Whether it calls a `resolve` that somebody bound. */
  readonly isBound: boolean;
}

/**
 * The function of the user's that calls the `resolve` of a promise now. `undefined` where a library or Node does, and where an async
 * function returns.
 */
export function settlerNow(below: Function, depth: number): Settler | undefined {
  const [resolve, ...others] = callsOf(takeStack(below, depth));
  if (resolve === undefined || isKnown(resolve)) return undefined; // it is native
  const known = others.filter(isKnown);
  const isBound = ownerOf(known[0]?.file ?? '') === 'throughline';
  const at = isBound ? known.findIndex(isUsers) : 0;
  const call = known[at];
  if (call === undefined || call.isAsync || !isUsers(call)) return undefined;
  return { call, outer: known.slice(at + 1), isBound };
}

/**
 * Functions that settle promises of other requests than the one that they run in. Such a function is suspect: it may work for whoever
 * waits, in the context of somebody else. Or it is right, and tells others of what it did: the handler of a message that somebody waits for.
 * The first also works for the request that it runs in, sooner or later, and settles a promise of that. The second does not.
 */
export class Settlers {
  /** Those that settled a promise of the request that they run in, by the names of callbacks. */
  readonly #own = new Set<string>();
  readonly #ownPlaces = new Set<string>();
  /** What to do about those that did not, once they do. */
  readonly #suspect = new Map<string, (() => void)[]>();

  /** Remembers a function that settles a promise of the request that it runs in. */
  addOwn({ call }: Settler): void {
    const place = `${call.file}:${call.line}:${call.column}`;
    if (this.#ownPlaces.has(place)) return;
    this.#ownPlaces.add(place);
    const { name } = callbackAt(placeOf(call));
    this.#own.add(name);
    for (const report of this.#suspect.get(name) ?? []) report();
    this.#suspect.delete(name);
  }

  /** Calls `report` where a function, by the name of a callback, works for the request that it runs in, too: now, or once it does. */
  suspect(name: string, report: () => void): void {
    if (this.#own.has(name)) return report();
    const reports = this.#suspect.get(name) ?? [];
    if (reports.length === MAX || (reports.length === 0 && this.#suspect.size === MAX)) return;
    reports.push(report);
    this.#suspect.set(name, reports);
  }

  /** Forgets all of them, and what they hold. */
  clear(): void {
    for (const each of [this.#own, this.#ownPlaces, this.#suspect]) each.clear();
  }
}

export function isUsers({ file }: Call): boolean {
  return ownerOf(file) === 'user';
}

/** Native code, such as a function that resolves a promise, has no file. */
export function isKnown({ file }: Call): boolean {
  return file !== '';
}
