import type { Context } from '../../core/context.js';
import type { ContextVar } from '../../core/context-var.js';
import { currentContext, currentRequest } from './current-request.js';
import type { Findings } from '../findings/findings.js';
import { addShared } from '../findings/shared.js';
import { type Stack, takeStack } from '../source/stack.js';
import { watchMethod } from './harmless.js';
import { watchVariableClasses } from './variable-classes.js';

/** How one variable was set in one context. */
export interface Sets {
  /** The stack of the latest set. */
  last: Stack;
  /** Those of the same run of code, without an `await` between them, as the latest one; at most 100 of them. */
  readonly inOneRun: Stack[];
  run: number;
  /** Whether there was more than one. */
  areSeveral: boolean;
}

/** By context, then by variable. */
const known = new WeakMap<Context, Map<unknown, Sets>>();

/** Counts the runs of code between which something was awaited. */
const runs = { count: 0, isOpen: false };

/** Looks whether branches of one task, such as those of `Promise.all`, read what another branch set. */
export function watchBranches(findings: Findings): void {
  watchVariableClasses((prototype) => watchMethods(prototype, findings));
}

function watchMethods(prototype: object, findings: Findings): void {
  watchMethod(prototype, 'set', (variable, _, below) => {
    const context = currentContext();
    if (context !== undefined && currentRequest() !== undefined) remember(context, variable, below);
  });
  watchMethod(prototype, 'get', (variable, _, below) => {
    const context = currentContext();
    const sets = context && known.get(context)?.get(variable);
    if (sets?.areSeveral === true) look(findings, variable as ContextVar<unknown>, sets, below);
  });
}

function remember(context: Context, variable: object, below: Function): void {
  const stack = takeStack(below, 30);
  const run = currentRun();
  let byVariable = known.get(context);
  if (byVariable === undefined) known.set(context, (byVariable = new Map<unknown, Sets>()));
  const sets = byVariable.get(variable);
  if (sets === undefined) {
    byVariable.set(variable, { last: stack, inOneRun: [stack], run, areSeveral: false });
    return;
  }
  if (sets.run !== run) sets.inOneRun.length = 0;
  if (sets.inOneRun.length < 100) sets.inOneRun.push(stack);
  Object.assign(sets, { last: stack, run, areSeveral: true });
}

function look(findings: Findings, variable: ContextVar<unknown>, sets: Sets, below: Function): void {
  const own = currentRequest();
  if (own !== undefined) addShared(findings, { variable: variable.name, sets, read: takeStack(below, 50), own });
}

function currentRun(): number {
  if (!runs.isOpen) {
    runs.isOpen = true;
    runs.count++;
    queueMicrotask(() => (runs.isOpen = false));
  }
  return runs.count;
}
