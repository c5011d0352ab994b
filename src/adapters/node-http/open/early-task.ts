import type { IncomingMessage, ServerResponse } from 'node:http';

import { carriedTask, carryTask, type RequestTask, type Tracing } from '../../../adapter.js';
import { connect } from '../attach/connect.js';
import { http2StreamOf } from '../read/http2-stream-of.js';
import { NodeScope } from './node-scope.js';

const EARLY: unique symbol = Symbol('throughline.early');

/** A task that waits for the response of its request. */
interface Early {
  readonly task: RequestTask;
  /** What the hook `requestBefore` asks to wait for. */
  readonly begun: undefined | Promise<undefined>;
}

type EarlyRequest = IncomingMessage & { [EARLY]?: Early | undefined };

/** Opens the task of a request whose response is not at hand yet, unless it was traced before. */
export function openEarly(request: EarlyRequest, tracing: Tracing): RequestTask {
  const known = carriedTask(request);
  if (known !== undefined) return known;
  const task = tracing.open(new NodeScope(request));
  carryTask(request, task);
  const stream = http2StreamOf(request);
  if (stream !== undefined) carryTask(stream, task);
  request[EARLY] = { task, begun: task.start(() => undefined) };
  request.once('close', () => isEarly(request) && task.end()); // the framework answered by itself
  return task;
}

/** Whether the task of a request waits for its response. */
export function isEarly(request: EarlyRequest): boolean {
  return request[EARLY] !== undefined;
}

/** Starts the application in the task that waits for the response. */
export function startEarly<R>(
  request: EarlyRequest,
  response: ServerResponse,
  application: (task: RequestTask) => R,
): R | Promise<Awaited<R>> {
  const { task, begun } = request[EARLY] as Early;
  request[EARLY] = undefined;
  connect(task, request, response);
  const start = (): R => task.run(() => application(task));
  return begun === undefined ? start() : begun.then(async (): Promise<Awaited<R>> => await start());
}
