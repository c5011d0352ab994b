import { ServerResponse } from 'node:http';

import { attempt } from '../../core/attempt.js';
import { carriedTask } from '../../request/run/carried-task.js';
import { addMixed } from '../findings/mixed.js';
import type { Findings } from '../findings/findings.js';
import { callsOf, takeStack } from '../source/stack.js';
import { isArriving } from './arriving.js';
import { currentRequest } from './current-request.js';
import { flow } from './foreign.js';
import { inherits, watchMethod } from './harmless.js';
import { currentBirth } from './origins.js';

/** Looks whether the head of each response is sent in the context of its own request. What is streamed later may come from anywhere. */
export function watchResponses(findings: Findings): void {
  watchMethod(ServerResponse.prototype, 'writeHead', (response, _, below) => {
    if (inherits(response, ServerResponse.prototype)) look(findings, response, (response as ServerResponse).req, below);
  });
}

/** What sends the head of a response of HTTP/2: the compatibility API calls the first. */
const RESPOND = ['respond', 'respondWithFile', 'respondWithFD'];

const watched = new WeakSet<object>();

/** The same for streams of HTTP/2, whose class nobody has before there is one. */
export function watchStreams(findings: Findings): (stream: object) => void {
  return (stream) => {
    const prototype = Reflect.getPrototypeOf(stream) ?? stream;
    if (watched.has(prototype)) return;
    watched.add(prototype);
    for (const name of RESPOND) attempt(() => watchHead(findings, prototype, name));
  };
}

function watchHead(findings: Findings, prototype: object, name: string): void {
  watchMethod(prototype, name, (stream, _, below) => {
    if (inherits(stream, prototype)) look(findings, stream, stream, below);
  });
}

/** `carrier` carries the task of the request, `request` is what arrived. */
function look(findings: Findings, carrier: object, request: object, below: Function): void {
  const own = carriedTask(carrier);
  if (own === undefined || own.answered || flow.getStore()?.foreign?.isFound === true) return;
  const context = currentRequest();
  if (context?.task === own || (context === undefined && isArriving(request))) return;
  const calls = callsOf(takeStack(below, 50));
  addMixed(findings, { grade: 'sure', calls, birth: currentBirth(), own, context, did: sent });
}

function sent(request: string): string {
  return `the response to ${request} is sent`;
}
