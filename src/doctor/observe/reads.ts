import { patch } from '../../core/patch.js';
import { storage } from '../../core/storage.js';
import { currentContext, currentRequest } from './current-request.js';
import type { Findings } from '../findings/findings.js';
import { addMixed } from '../findings/mixed.js';
import { callsOf, takeStack } from '../source/stack.js';
import { libraryIn } from '../source/user-code.js';
import { flow, type Foreign, isSame, type Passed } from './foreign.js';
import { lookAtLate } from './late.js';
import type { Served } from './untraced.js';
import { isListener } from './is-listener.js';
import { DEPTH, keeping, keepUse, useOf } from './uses.js';
import { currentBirth } from './origins.js';

/** So many listeners of one call are looked for: the text of a file is read for each. */
const MAX_FOUND = 100;

/** Looks, whenever the current context is used, whether the code that uses it belongs there. */
export function watchReads(findings: Findings): void {
  patch(storage, 'getStore', (getStore) => {
    return function getStoreAndLook() {
      try {
        look(findings, getStoreAndLook);
      } catch {
        // the application is not to see it
      }
      return getStore.call(storage);
    };
  });
}

function look(findings: Findings, below: Function): void {
  if (keeping.isOn) keepUse(takeStack(below, 30), currentContext());
  const known = flow.getStore();
  if (known?.served !== undefined) lookAtServed(known.served, below);
  if (known?.foreign === undefined) lookAtLate(findings, below);
  else if (!isDone(known.foreign)) lookAtForeign(findings, known.foreign, below);
}

/** Only at the first uses: where they are this package's own, which opens a request, the request is traced. */
function lookAtServed(served: Served, below: Function): void {
  if (served.use !== undefined || served.looks === 2 || currentContext() !== undefined) return;
  served.looks++;
  if (useOf(callsOf(takeStack(below, DEPTH))) !== undefined) served.use = takeStack(below, 50);
}

function isDone({ passed, found }: Foreign): boolean {
  return found.size >= Math.min(passed.length, MAX_FOUND);
}

function lookAtForeign(findings: Findings, foreign: Foreign, below: Function): void {
  const context = currentRequest();
  if (!isSame(context, foreign.context)) return; // it was put right
  const did = useOf(callsOf(takeStack(below, DEPTH)));
  if (did === undefined) return;
  const calls = callsOf(takeStack(below, 50));
  const isCalled = (each: Passed): boolean => each.listener === undefined || isListener(each.listener, calls);
  const passed = foreign.passed.find((each) => !foreign.found.has(each) && isCalled(each));
  if (passed === undefined) return;
  foreign.isFound = true;
  // What is no listener is called once for all.
  for (const each of passed.listener === undefined ? foreign.passed : [passed]) foreign.found.add(each);
  const { own, what } = passed;
  const caller = libraryIn(callsOf(foreign.caller));
  addMixed(findings, { grade: 'sure', calls, birth: currentBirth(), own, context, did, caller, passed: what });
}
