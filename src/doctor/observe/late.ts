import { ClientRequest } from 'node:http';

import { addLate } from '../findings/late.js';
import type { Findings } from '../findings/findings.js';
import { callsOf, takeStack } from '../source/stack.js';
import { currentRequest } from './current-request.js';
import { endOf } from './ends.js';
import { flow } from './foreign.js';
import { watchMethod } from './harmless.js';
import { currentBirth, birthsIn } from './origins.js';
import { DEPTH, type Did, useOf } from './uses.js';
import { waitsOf } from './waits.js';

/** What is looked at after the end of one request: an interval may use its context for ever. */
const MAX_LOOKS = 20;

/** Looks whether requests send others after their end. */
export function watchOutbound(findings: Findings): void {
  for (const [owner, name] of [
    [ClientRequest.prototype, 'end'],
    [globalThis, 'fetch'],
  ] as const)
    watchMethod(owner, name, (_, __, below) => lookAtLate(findings, below, sends));
}

const sends: Did = (own) => `${own} sends a request`;

/** Looks whether the request is over in whose context something is done. What is not said to be done is found on the stack. */
export function lookAtLate(findings: Findings, below: Function, known?: Did): void {
  const own = currentRequest();
  if (own?.task?.answered !== true || flow.getStore()?.foreign !== undefined) return;
  const end = endOf(own);
  if (end === undefined || !end.isPast || end.looks === MAX_LOOKS) return;
  end.looks++;
  const did = known ?? useOf(callsOf(takeStack(below, DEPTH)));
  if (did === undefined) return;
  const calls = callsOf(takeStack(below, 50));
  addLate(findings, { own, end, calls, did, birth: currentBirth(), births: birthsIn(own), waits: waitsOf(own) });
}
