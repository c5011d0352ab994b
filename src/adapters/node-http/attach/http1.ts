import type { IncomingMessage, ServerResponse } from 'node:http';

import { type RequestTask, TASK } from '../../../adapter.js';
import { RESPONSE_BODY, tellsChunks } from './response-body.js';
import { emitInContext } from './emit-in-context.js';
import { startAndWriteHead } from './head-http1.js';
import { keepSocketListeners } from './keep-socket-listeners.js';
import { waitForTurn } from './pipelined.js';
import { type Carrier, type Key, type Method, type Methods, play, type Role } from './role.js';

const REQUEST_MARK: unique symbol = Symbol.for('throughline.request');
const RESPONSE_MARK: unique symbol = Symbol.for('throughline.response');

type Marked<T> = Carrier<T> & { readonly [REQUEST_MARK]?: T; readonly [RESPONSE_MARK]?: T };

/** A request of HTTP/1, also one that takes its connection over. */
export const REQUEST: Role = {
  mark: REQUEST_MARK,
  classes: ['IncomingMessage', 'IncomingMessageForServer'], // the second is Deno's
  methods: { emit: emitAndTell },
};

/** The response to it. `writeHeader` is an old name of `writeHead`. */
const RESPONSE: Role = {
  mark: RESPONSE_MARK,
  classes: ['ServerResponse'],
  methods: { emit: emitAndEnd, writeHead: startAndWriteHead, writeHeader: startAndWriteHead },
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
      if (event === 'finish' && hasNodesListenerOnly(this)) return from.emit.call(this, event);
      return emitInContext(from.emit, this, task, arguments);
    } finally {
      if (event === 'finish') task.end();
      else if (event === 'close') task.abort();
    }
  } as Method;
}

/** Where Node keeps the listeners of a response, and the parser of a connection of its server. */
type Internals = ServerResponse & {
  readonly _events?: { readonly finish?: unknown };
  readonly req?: { readonly socket?: { readonly parser?: unknown } | null };
};

/**
 * Whether the one listener to the end of a response is that of Node's server, which needs no context. It is added before
 * anybody has the response. Its name tells it too, but takes longer to read than a context to enter.
 */
function hasNodesListenerOnly(response: ServerResponse): boolean {
  const { _events: listeners, req } = response as Internals;
  return typeof listeners?.finish === 'function' && typeof req?.socket?.parser === 'object';
}

/** Ties a request of HTTP/1 and its response to their task: listeners, headers, chunks and end. */
export function attachHttp1(task: RequestTask, request: IncomingMessage, response: ServerResponse): void {
  if (isUsualRequest(request)) request[TASK] = task;
  else play(REQUEST, request, task);
  const isUsual = isUsualResponse(response);
  if (isUsual) response[TASK] = task;
  else play(RESPONSE, response, task);
  if (task.observesResponse && !(isUsual && tellsChunks(response))) play(RESPONSE_BODY, response, task);
  keepSocketListeners(request.socket);
  if (response.socket === null) waitForTurn(task, request, response);
}

// A fast path for plain objects of Node, which nearly all are. It must agree with `ownerFor`.

function isUsualRequest(request: Marked<IncomingMessage>): request is Carrier<IncomingMessage> {
  const owner = request[REQUEST_MARK];
  return owner !== undefined && owner !== request && owner.emit === request.emit;
}

function isUsualResponse(response: Marked<ServerResponse>): response is Carrier<ServerResponse> {
  const owner = response[RESPONSE_MARK];
  return (
    owner !== undefined && owner !== response && owner.emit === response.emit && owner.writeHead === response.writeHead
  );
}
