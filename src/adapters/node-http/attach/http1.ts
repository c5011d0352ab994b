import type { IncomingMessage, ServerResponse } from 'node:http';

import { type RequestTask, TASK } from '../../../adapter.js';
import { RESPONSE_BODY } from './body.js';
import { emitInContext } from './emit.js';
import { startAndWriteHead } from './head-http1.js';
import { keepSocketListeners } from './keep-socket-listeners.js';
import { waitForTurn } from './pipelined.js';
import { type Carrier, type Key, type Method, type Methods, keepOwn, ownerFor, play, type Role } from './role.js';

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

function emitAndTell(from: Methods, key: Key): Method {
  return function (this: Carrier<IncomingMessage>, event, chunk): unknown {
    const task = this[key];
    if (task === undefined) return Reflect.apply(from.emit, this, arguments);
    try {
      return emitInContext(from.emit, this, task, arguments);
    } finally {
      if (event === 'data' && task.observesRequest) task.requestBody(chunk as Uint8Array | string);
    }
  } as Method;
}

function emitAndEnd(from: Methods, key: Key): Method {
  return function (this: Carrier<ServerResponse>, event): unknown {
    const task = this[key];
    if (task === undefined) return Reflect.apply(from.emit, this, arguments);
    try {
      return emitInContext(from.emit, this, task, arguments);
    } finally {
      if (event === 'finish') task.end();
      else if (event === 'close') task.abort();
    }
  } as Method;
}

/** Ties a request of HTTP/1 and its response to their task: listeners, headers, chunks and end. */
export function attachHttp1(task: RequestTask, request: IncomingMessage, response: ServerResponse): void {
  // `play`, written out: see `Replacement`.
  if (ownerFor(REQUEST, request) === request) keepOwn(request, task);
  else (request as Carrier<IncomingMessage>)[TASK] = task;
  if (ownerFor(RESPONSE, response) === response) keepOwn(response, task);
  else (response as Carrier<ServerResponse>)[TASK] = task;
  if (task.observesResponse) play(RESPONSE_BODY, response, task);
  keepSocketListeners(request.socket);
  if (response.socket === null) waitForTurn(task, request, response);
}
