import { patch } from '../../core/patch.js';
import { storage } from '../../core/storage.js';
import { current } from '../../request/run/current-span.js';
import type { Findings } from '../findings/findings.js';
import { addMixed } from '../findings/mixed.js';
import { ownerOf } from '../source/owner-of.js';
import { type Call, callsOf, takeStack } from '../source/stack.js';
import { libraryIn } from '../source/user-code.js';
import { flow, type Foreign, isSame } from './foreign.js';
import type { Served } from './untraced.js';
import { isListener } from './is-listener.js';
import { currentBirth } from './origins.js';

/** What functions of this package do that a line, or the user's code, then shows: by their names, on the stack. */
const USES: Readonly<Record<string, (own: string) => string>> = {
  get: (own) => `${own} reads a variable`,
  set: (own) => `${own} sets a variable`,
  reset: (own) => `${own} resets a variable`,
  logContext: (own) => `${own} logs a line`,
};

/** Looks, whenever the current context is used, whether the code that uses it belongs there. */
export function watchReads(findings: Findings): void {
  let isLooking = false;
  patch(storage, 'getStore', (getStore) => {
    return function getStoreAndLook() {
      const known = isLooking ? undefined : flow.getStore();
      if (known !== undefined) {
        isLooking = true;
        try {
          if (known.served !== undefined) lookAtServed(known.served, getStoreAndLook);
          else if (known.foreign?.isFound === false) lookAtForeign(findings, known.foreign, getStoreAndLook);
        } finally {
          isLooking = false;
        }
      }
      return getStore.call(storage);
    };
  });
}

/** Only at the first uses: where they are this package's own, which opens a request, the request is traced. */
function lookAtServed(served: Served, below: Function): void {
  if (served.use !== undefined || served.looks === 2 || storage.getStore() !== undefined) return;
  served.looks++;
  if (useOf(callsOf(takeStack(below, 1))[0]) !== undefined) served.use = takeStack(below, 50);
}

function lookAtForeign(findings: Findings, foreign: Foreign, below: Function): void {
  const context = current();
  if (!isSame(context, foreign.context)) return; // it was put right
  const did = useOf(callsOf(takeStack(below, 1))[0]);
  if (did === undefined) return;
  const calls = callsOf(takeStack(below, 50));
  const passed = foreign.passed.find(({ listener }) => listener === undefined || isListener(listener, calls));
  if (passed === undefined) return;
  foreign.isFound = true;
  const { own, what } = passed;
  const caller = libraryIn(callsOf(foreign.caller));
  addMixed(findings, { grade: 'sure', calls, birth: currentBirth(), own, context, did, caller, passed: what });
}

/** What a call of this package does; `undefined` for one that shows nothing of a context to anybody. */
function useOf(call: Call | undefined): ((own: string) => string) | undefined {
  if (call === undefined || ownerOf(call.file) !== 'throughline') return undefined;
  return Object.hasOwn(USES, call.function) ? USES[call.function] : undefined;
}
