import * as v8 from 'node:v8'; // Deno's has no promiseHooks to import

import type { Context } from '../../core/context.js';
import type { Findings } from '../findings/findings.js';
import { callbackAt } from '../findings/callback-of.js';
import { addMixed } from '../findings/mixed.js';
import { ownerOf } from '../source/owner-of.js';
import { placeOf } from '../source/place.js';
import { type Call, callsOf, takeStack } from '../source/stack.js';
import { currentContext, requestOf } from './current-request.js';
import { isSame } from './foreign.js';
import { currentBirth } from './origins.js';
import { samplePromise } from './pending.js';
import { forgetUses, keeping, latestUses } from './uses.js';

/** After so many promises that requests made, an await costs again what it costs without the doctor. */
const ENOUGH = 20_000;

/** The same of all promises, most of which are those of `await`. */
const ENOUGH_OF_ALL = 500_000;

/**
 * The contexts in which promises were made. It is no private field of theirs: most promises, those of `await`, are not in here, and to
 * ask for a field that is not there takes longer than all the rest.
 */
const madeIn = new WeakMap<object, Context>();

/**
 * Looks whether a function of the user's settles a promise that another request made, after it used the context in the same call: the
 * use is then that other request's. So it is where the request bound the `resolve` of the promise, and nothing else. A library that
 * settles promises for others, such as a limit, is right.
 */
export function watchPromises(findings: Findings): void {
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
    const now = currentContext();
    if (now !== context) look(findings, context, now, settled);
    forgetUses(); // what was logged once for several requests is nobody's
  }) as () => void;
  keeping.isOn = true;

  function stop(): void {
    keeping.isOn = false;
    stopInit();
    stopSettled();
  }
}

function look(findings: Findings, made: Context, now: Context | undefined, below: Function): void {
  const own = requestOf(made);
  if (own === undefined || own.task?.answered === true) return;
  const settledIn = requestOf(now);
  const isBound = isSame(own, settledIn);
  if (isBound && !isCalledByBind(callsOf(takeStack(below, 3)))) return;
  const known = callsOf(takeStack(below, 50)).filter(isKnown);
  const [settling, ...outer] = isBound ? known.slice(known.findIndex(isUsers)) : known;
  if (settling === undefined || settling.isAsync || !isUsers(settling)) return;
  const { name } = callbackAt(placeOf(settling));
  const use = latestUses().find(({ calls, request }) => {
    if (isBound && isSame(own, request)) return false;
    const at = calls.findIndex((call) => isUsers(call) && callbackAt(placeOf(call)).name === name);
    return at !== -1 && isSameWay(calls.slice(at + 1).filter(isKnown), outer);
  });
  if (use === undefined) return;
  addMixed(findings, {
    grade: 'likely',
    calls: use.calls,
    birth: currentBirth(),
    own,
    context: isBound ? use.request : settledIn,
    did: use.did,
  });
}

/** Whether this package itself calls the native function that resolves a promise: somebody bound that. */
function isCalledByBind(calls: readonly Call[]): boolean {
  return ownerOf(calls.find(isKnown)?.file ?? '') === 'throughline';
}

function isUsers({ file }: Call): boolean {
  return ownerOf(file) === 'user';
}

function isSameWay(one: readonly Call[], other: readonly Call[]): boolean {
  const length = Math.min(one.length, other.length);
  return one.slice(0, length).every((call, at) => {
    const { file, line, column } = other[at] as Call;
    return call.file === file && call.line === line && call.column === column;
  });
}

/** Native code, such as a function that resolves a promise, has no file. */
function isKnown({ file }: Call): boolean {
  return file !== '';
}
