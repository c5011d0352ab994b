import type { Birth } from '../observe/origins.js';
import { ownerOf } from '../source/owner-of.js';
import { type Call, callsOf } from '../source/stack.js';
import { userPlaceOf } from '../source/user-code.js';
import type { Origin } from './finding.js';
import { requestName } from './request-name.js';

/** What resources are called, by their types in async_hooks. */
const NAMES: readonly (readonly [type: RegExp, name: string])[] = [
  [/^(?:TCP|PIPE|TLS|TTY)WRAP$/, 'a connection'],
  [/^(?:TCP|PIPE)(?:SERVER|CONNECT)WRAP$|^GETADDRINFO/, 'a connection'],
  [/^Timeout$/, 'a timer'],
  [/^Immediate$/, 'setImmediate'],
  [/^(?:WORKER|MESSAGEPORT)$/, 'a worker thread'],
  [/^FS|^FILE/, 'a file operation'],
  [/^PROCESSWRAP$/, 'a child process'],
];

/** Where the flow began that a stack is of; `undefined` where a promise goes on. */
export function originOf(birth: Birth | undefined, calls: readonly Call[]): Origin | undefined {
  if (birth === undefined || isGoingOn(calls)) return undefined;
  const what = NAMES.find(([type]) => type.test(birth.type))?.[1] ?? birth.type;
  return { what, place: userPlaceOf(callsOf(birth.stack)), request: requestName(birth.request) };
}

/** Whether code goes on after an `await`: what runs then is not told by its resource. */
export function isGoingOn(calls: readonly Call[]): boolean {
  const synchronous = calls.filter(({ isAsync }) => !isAsync);
  const last = synchronous.at(-1);
  return (
    last === undefined ||
    synchronous.length < calls.length ||
    ownerOf(last.file) === 'user' ||
    /task_queues/.test(last.file)
  );
}
