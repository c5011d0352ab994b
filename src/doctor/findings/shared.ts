import type { Current } from '../../request/run/current-span.js';
import type { Sets } from '../observe/branches.js';
import { ownerOf } from '../source/owner-of.js';
import { placeOf } from '../source/place.js';
import { type Call, callsOf, type Stack } from '../source/stack.js';
import { userPlaceOf } from '../source/user-code.js';
import { callbackAt } from './callback-of.js';
import type { Finding } from './finding.js';
import type { Findings } from './findings.js';
import { gatherMend } from './gather-mend.js';
import { inWords, requestName } from './request-name.js';

/** A read of a variable that was set more than once in this context. */
interface Read {
  readonly variable: string;
  readonly sets: Sets;
  readonly read: Stack;
  readonly own: Current;
}

/** One of several promises that somebody waits for, as a stack tells it. */
interface Branch {
  readonly index: number;
  /** The outermost call of the user's in the branch. */
  readonly call: Call;
  /** Who waits. */
  readonly parent: Call | undefined;
}

/** Adds a finding where one branch of a task reads what another one set last. */
export function addShared(findings: Findings, { variable, sets, read, own }: Read): void {
  const calls = callsOf(read);
  const branch = branchOf(calls);
  if (branch === undefined || !isSetByOther(sets, branch)) return;
  const { call, parent } = branch;
  const way = `TL_DOC_SHARED ${call.file}:${call.line}:${call.column} ${variable}`;
  findings.add(way, own.scope, (): Finding => {
    const request = requestName(own);
    const { place, name } = callbackAt(placeOf(call));
    return {
      code: 'TL_DOC_SHARED',
      severity: 'fault',
      grade: 'sure',
      message: `Two branches of ${inWords(request)} set one variable, and one reads what the other has set`,
      place,
      callback: name,
      label: `here a branch reads "${printable(variable)}", which another branch has set`,
      calledBy: undefined,
      calledAt: undefined,
      origin: originOf(sets, request),
      own: request,
      context: request,
      mend: gatherMend(parent && placeOf(parent)),
      count: 1,
    };
  });
}

/** The outermost branch on a stack. */
function branchOf(calls: readonly Call[]): Branch | undefined {
  const at = calls.findLastIndex((call) => call.branch !== undefined);
  const call = calls.slice(0, Math.max(0, at)).findLast(({ file }) => ownerOf(file) === 'user');
  const index = calls[at]?.branch;
  return call === undefined || index === undefined ? undefined : { index, call, parent: calls[at + 1] };
}

/** Whether the latest set was made in another branch than this one. */
function isSetByOther({ last, inOneRun }: Sets, reading: Branch): boolean {
  const setting = branchOf(callsOf(last));
  if (setting !== undefined) return setting.index !== reading.index && isSame(setting.parent, reading.parent);
  // Branches that set before they wait for anything do so one after the other: the first one belongs to the first branch.
  const { name } = callbackAt(placeOf(reading.call));
  const byBranches = inOneRun.filter((stack) => callsOf(stack).some((call) => isIn(call, name)));
  return reading.index < byBranches.length - 1;
}

function isSame(one: Call | undefined, other: Call | undefined): boolean {
  return one !== undefined && one.file === other?.file && one.line === other.line && one.column === other.column;
}

function isIn(call: Call, callback: string): boolean {
  return ownerOf(call.file) === 'user' && callbackAt(placeOf(call)).name === callback;
}

function originOf({ last }: Sets, request: Finding['own']): Finding['origin'] {
  return { what: 'a set in another branch', place: userPlaceOf(callsOf(last)), request };
}

function printable(name: string): string {
  return name.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, 60);
}
