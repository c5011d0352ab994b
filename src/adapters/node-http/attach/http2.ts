import type { EventEmitter } from 'node:events';
import type { ServerHttp2Stream } from 'node:http2';

import type { RequestTask } from '../../../adapter.js';
import { RESPONSE_BODY } from './response-body.js';
import { emitInContext } from './emit-in-context.js';
import { STARTING } from './head-http2.js';
import { isPushed, pushInContext } from './http2-push.js';
import { type Carrier, type Key, type Method, type Methods, play, type Role } from './role.js';

/** A stream of HTTP/2: it is the request and the response. */
const STREAM: Role = {
  mark: Symbol.for('throughline.stream'),
  classes: ['ServerHttp2Stream'],
  methods: { emit: emitTellAndEnd, pushStream: pushInContext, ...STARTING },
};

/** The request and the response of the compatibility API. They wrap a stream, which has the headers and the end. */
const COMPATIBLE: Role = {
  mark: Symbol.for('throughline.compatible'),
  classes: ['Http2ServerRequest', 'Http2ServerResponse'],
  methods: { emit: emitOnly },
};

function emitTellAndEnd(from: Methods, key: Key): Method {
  return function (this: Carrier<ServerHttp2Stream>, event, chunk): unknown {
    const task = this[key];
    if (task === undefined) return Reflect.apply(from.emit, this, arguments);
    try {
      return emitInContext(from.emit, this, task, arguments);
    } finally {
      if (!isPushed(this)) tellAndEnd(task, this, event, chunk);
    }
  } as Method;
}

function tellAndEnd(task: RequestTask, stream: ServerHttp2Stream, event: unknown, chunk: unknown): void {
  if (event === 'data' && task.observesRequest) task.requestBody(chunk as Uint8Array | string);
  else if (event === 'finish' && isWhole(stream)) task.end();
  else if (event === 'close') close(stream, task);
}

function emitOnly(from: Methods, key: Key): Method {
  return function (this: Carrier<EventEmitter>): unknown {
    const task = this[key];
    return task === undefined
      ? Reflect.apply(from.emit, this, arguments)
      : emitInContext(from.emit, this, task, arguments);
  } as Method;
}

/** Ties a stream of HTTP/2 to its task: listeners, headers, chunks, end, and what is pushed. */
export function attachStream(task: RequestTask, stream: ServerHttp2Stream): void {
  play(STREAM, stream, task);
  if (task.observesResponse) play(RESPONSE_BODY, stream, task);
}

/** The same for the objects of the compatibility API. */
export function attachCompatible(
  task: RequestTask,
  request: object,
  response: object,
  stream: ServerHttp2Stream,
): void {
  play(COMPATIBLE, request, task);
  play(COMPATIBLE, response, task);
  attachStream(task, stream);
  if (task.observesResponse) play(RESPONSE_BODY, response, task);
}

/** Node may close a stream before it says that all is sent. */
function close(stream: ServerHttp2Stream, task: RequestTask): void {
  if (isWhole(stream)) task.end();
  else task.abort();
}

/** Whether the application ended the response. That it is ended does not say so: Node ends a stream that breaks off. */
function isWhole(stream: ServerHttp2Stream): boolean {
  return stream.writableEnded && !stream.aborted && (stream.rstCode ?? 0) === 0;
}
