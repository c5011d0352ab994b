import * as v8 from 'node:v8'; // Deno's has no promiseHooks to import

import { attempt } from '../../core/attempt.js';
import type { Context } from '../../core/context.js';
import type { Findings } from '../findings/findings.js';
import { callbackAt } from '../findings/callback-of.js';
import { addMixed } from '../findings/mixed.js';
import { placeOf } from '../source/place.js';
import type { Call } from '../source/stack.js';
import { currentContext, requestOf } from './current-request.js';
import { isSame } from './foreign.js';
import { currentBirth } from './origins.js';
import { samplePromise } from './pending.js';
import { isKnown, isUsers, type Settler, settlerNow, Settlers } from './settlers.js';
import { forgetUses, hasUses, keeping, latestUses } from './uses.js';

/** After so many promises that requests made, an await costs again what it costs without the doctor. */
const ENOUGH = 20_000;

/** The same of all promises, most of which are those of `await`. */
const ENOUGH_OF_ALL = 500_000;

/** Calls that tell who settles a promise, also where this package stands between. */
const FEW = 8;

/**
 * The contexts in which promises were made. It is no private field of theirs: most promises, those of `await`, are not in here, and to
 * ask for a field that is not there takes longer than all the rest.
 */
const madeIn = new WeakMap<object, Context>();

/**
 * Looks whether a function of the user's settles a promise that another request made, after it used the context in the same call: the
 * use is then that other request's. So it is where the request bound the `resolve` of the promise, and nothing else. A library that
 * settles promises for others, such as a limit, is right; so is a function that tells others of its own work.
 */
export function watchPromises(findings: Findings): void {
  const settlers = new Settlers();
  const counts = { ofRequests: 0, all: 0 };
  const stopInit = v8.promiseHooks.onInit((promise, parent: unknown) => {
    if (++counts.all === ENOUGH_OF_ALL) stop();
    if (parent !== undefined) return; // that of `then` or `await`, which no function settles
    const context = currentContext();
    const request = requestOf(context);
    if (context === undefined || request === undefined) return;
    madeIn.set(promise, context);
    samplePromise(promise, request);
    if (++counts.ofRequests === ENOUGH) stop();
  }) as () => void;
  const stopSettled = v8.promiseHooks.onSettled(function settled(promise) {
    const context = madeIn.get(promise);
    if (context === undefined) return;
    if (hasUses()) attempt(() => look(findings, settlers, { made: context, now: currentContext() }, settled));
    forgetUses(); // what was logged once for several requests is nobody's
  }) as () => void;
  keeping.isOn = true;

  function stop(): void {
    keeping.isOn = false;
    stopInit();
    stopSettled();
    settlers.clear();
  }
}

interface Settled {
  /** The context in which the promise was made. */
  readonly made: Context;
  /** The current one. */
  readonly now: Context | undefined;
}

function look(findings: Findings, settlers: Settlers, { made, now }: Settled, below: Function): void {
  const own = requestOf(made);
  if (own === undefined || own.task?.answered === true) return;
  const settledIn = requestOf(now);
  const isOwn = isSame(own, settledIn);
  if (isOwn) {
    const settler = settlerNow(below, FEW);
    if (settler?.isBound !== true) return settler && settlers.addOwn(settler);
  }
  const settler = settlerNow(below, 50);
  if (settler === undefined) return;
  const { name } = callbackAt(placeOf(settler.call));
  const use = latestUses().find(({ calls, request }) => !isSame(own, request) && isUseOf(settler, name, calls));
  if (use === undefined) return isOwn ? settlers.addOwn(settler) : undefined;
  const birth = currentBirth();
  const context = isOwn ? use.request : settledIn;
  const report = (): void =>
    addMixed(findings, { grade: 'likely', calls: use.calls, birth, own, context, did: use.did });
  if (context === undefined) report();
  else settlers.suspect(name, report);
}

/** Whether the function that settles used the context, on the same way. */
function isUseOf({ outer }: Settler, name: string, calls: readonly Call[]): boolean {
  const at = calls.findIndex((call) => isUsers(call) && callbackAt(placeOf(call)).name === name);
  return at !== -1 && isSameWay(calls.slice(at + 1).filter(isKnown), outer);
}

function isSameWay(one: readonly Call[], other: readonly Call[]): boolean {
  const length = Math.min(one.length, other.length);
  return one.slice(0, length).every((call, at) => {
    const { file, line, column } = other[at] as Call;
    return call.file === file && call.line === line && call.column === column;
  });
}
