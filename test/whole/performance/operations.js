// The hot paths, each beside what one would write by hand: an operation, and what it is measured against.
import { AsyncLocalStorage } from 'node:async_hooks';
import { IncomingMessage, ServerResponse } from 'node:http';
import { Duplex } from 'node:stream';

import { pino } from 'pino';
import { ContextVar, copyContext, createTask, logContext } from 'throughline';
import { traced as tracedFetch } from 'throughline/fetch';
import { traced } from 'throughline/node-http';
import { mixin } from 'throughline/pino';
import { inject } from 'throughline/propagation';

const variable = new ContextVar('variable');
const storage = new AsyncLocalStorage();
const settled = Promise.resolve();
const noop = () => settled;
const nothing = () => {};
const setOne = () => {
  variable.set(1);
  return settled;
};

const logger = pino();

const listener = (_, response) => void response.end('hello');
const tracedListener = traced(listener);
const handle = () => new Response('hello');
const tracedHandle = tracedFetch(handle);

/** Connections that are kept alive: what is done once for each is not of a request. */
const idle = [];

const respond = (listen) => {
  const socket = idle.pop() ?? new Duplex({ read() {}, write: (_, __, done) => done() });
  const request = new IncomingMessage(socket);
  Object.assign(request, { method: 'GET', url: '/orders/1', httpVersionMajor: 1, httpVersionMinor: 1 });
  const response = new ServerResponse(request);
  response.assignSocket(socket);
  const finished = new Promise((resolve) => void response.on('finish', resolve));
  response.on('finish', () => {
    response.detachSocket(socket);
    idle.push(socket);
  });
  listen(request, response);
  return finished;
};
const byHand = (request, response) => storage.run({ id: '' }, listener, request, response);

/** @type {Record<string, readonly [operation: () => unknown, against: () => unknown]>} */
export const OPERATIONS = {
  get: [() => variable.get(), nothing],
  set: [() => variable.set(1), nothing],
  'set and reset': [() => variable.reset(variable.set(1)), nothing],
  copyContext: [() => copyContext(), nothing],
  run: [() => variable.run(1, noop), () => storage.run({ value: 1 }, noop)],
  createTask: [() => createTask(noop), () => storage.run({ value: 1 }, noop)],
  'createTask that sets': [() => createTask(setOne), () => storage.run({ value: 1 }, noop)],
  logContext: [() => logContext(), nothing],
  mixin: [() => mixin({}, 30, logger), nothing],
  'mixin, a child of each request': [() => mixin({}, 30, logger.child({ a: 1 })), () => logger.child({ a: 1 })],
  inject: [() => inject({}), nothing],
  'node:http request': [() => respond(tracedListener), () => respond(byHand)],
  'fetch request': [() => tracedHandle(new Request('http://host/')), async () => handle(new Request('http://host/'))],
};

/** Runs in the context of a request that has an id. */
export async function inRequest(fn) {
  let done = Promise.resolve();
  await respond(
    traced((_, response) => {
      variable.set(0);
      done = storage.run({ value: 0 }, fn);
      response.end();
    }),
  );
  await done;
}
