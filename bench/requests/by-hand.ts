import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** What one would write without this package: an id per request, in a store and in a header. */
const requestIds = new AsyncLocalStorage<{ readonly id: string }>();

/** Runs `next` with the id of the request: the one that it brings if that is a good one, else a fresh one. */
export function byHand<R>(request: IncomingMessage, response: ServerResponse, next: () => R): R {
  const incoming = request.headers['x-request-id'];
  const isGood = typeof incoming === 'string' && /^[\w.=-]{1,128}$/.test(incoming);
  const id = isGood ? incoming : randomUUID();
  response.setHeader('x-request-id', id);
  return requestIds.run({ id }, next);
}

export function readIdByHand(): string | undefined {
  return requestIds.getStore()?.id;
}
