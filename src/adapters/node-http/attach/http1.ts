import type { IncomingMessage, ServerResponse } from 'node:http';

import { nodeBuiltin, type RequestTask, TASK } from '../../../adapter.js';
import { RESPONSE_BODY } from './body.js';
import { emitInContext } from './emit.js';
import { startAndWriteHead } from './head-http1.js';
import { keepSocketListeners } from './keep-socket-listeners.js';
import { waitForTurn } from './pipelined.js';
import { type Carrier, type Method, play, replaceFor, replaceMethods, type Role } from './role.js';

/** A request of HTTP/1, also one that takes its connection over. */
export const REQUEST: Role = {
  mark: Symbol.for('throughline.request'),
  classes: ['IncomingMessage', 'IncomingMessageForServer'],
  methods: { emit: emitAndTell },
};

/** The response to it. */
const RESPONSE: Role = {
  mark: Symbol.for('throughline.response'),
  classes: ['ServerResponse'],
  methods: { emit: emitAndEnd, writeHead: startAndWriteHead, writeHeader: startAndWriteHead }, // an old name for the same
};

function emitAndTell(emit: Method): Method {
  return function (this: Carrier<IncomingMessage>, event, chunk): unknown {
    const task = this[TASK];
    if (task === undefined) return Reflect.apply(emit, this, arguments);
    try {
      return emitInContext(emit, this, task, arguments);
    } finally {
      if (event === 'data' && task.observesRequest) task.requestBody(chunk as Uint8Array | string);
    }
  } as Method;
}

function emitAndEnd(emit: Method): Method {
  return function (this: Carrier<ServerResponse>, event): unknown {
    const task = this[TASK];
    if (task === undefined) return Reflect.apply(emit, this, arguments);
    try {
      return emitInContext(emit, this, task, arguments);
    } finally {
      if (event === 'finish') task.end();
      else if (event === 'close') task.abort();
    }
  } as Method;
}

/**
 * Replaces the methods of Node's classes now. Whoever replaces those of a single response later, as middleware does, calls ours; at the
 * first request that could be too late.
 */
export function replaceInNode(observesResponse: boolean): void {
  const http: Partial<typeof import('node:http')> | undefined = nodeBuiltin('http');
  if (http?.IncomingMessage) replaceMethods(REQUEST, http.IncomingMessage.prototype);
  if (!http?.ServerResponse) return;
  replaceMethods(RESPONSE, http.ServerResponse.prototype);
  if (observesResponse) replaceMethods(RESPONSE_BODY, http.ServerResponse.prototype);
}

/** Ties a request of HTTP/1 and its response to their task: listeners, headers, chunks and end. */
export function attachHttp1(task: RequestTask, request: IncomingMessage, response: ServerResponse): void {
  // `play`, written out: see `Replacement`.
  if (!(REQUEST.mark in request)) replaceFor(REQUEST, request);
  (request as Carrier<IncomingMessage>)[TASK] = task;
  if (!(RESPONSE.mark in response)) replaceFor(RESPONSE, response);
  (response as Carrier<ServerResponse>)[TASK] = task;
  if (task.observesResponse) play(RESPONSE_BODY, response, task);
  keepSocketListeners(request.socket);
  if (response.socket === null) waitForTurn(task, request, response);
}
