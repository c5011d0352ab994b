import {
  bindCallback,
  bindCallbacks,
  bindQueries,
  type Callback,
  changeCalls,
  connectOutside,
  mendListeners,
} from './bind-callbacks.js';
import { connect, runOutside } from './captured-context.js';
import { publishQueries } from './publish-queries.js';
import { currentWatch } from './watch.js';
import { hasMethods, isNew, ownerOf, prototypeOf } from './recognize.js';

/** Mends a class of pg, pg-pool or pg-cursor, from version 8, 3 and 2 on. Anything else stays as it is. */
export function mendPgClass(exported: unknown): void {
  const prototype = prototypeOf(exported);
  if (hasMethods(prototype, ['query', 'connect', 'end', 'escapeLiteral', 'setTypeParser'])) mendClient(prototype);
  else if (hasMethods(prototype, ['query', 'connect', 'end', '_pulseQueue'])) mendPool(ownerOf(prototype, 'connect'));
  else if (hasMethods(prototype, ['read', 'close', 'submit', 'handlePortalSuspended'])) mendCursor(prototype);
}

function mendClient(prototype: object): void {
  if (!isNew(prototype)) return;
  connectOutside(prototype, ['connect']);
  bindQueries(prototype, ['query']);
  publishQueries(prototype, 'client');
  bindCallbacks(prototype, ['end']);
  mendListeners(prototype); // such as that of LISTEN
}

function mendPool(prototype: object): void {
  if (!isNew(prototype)) return;
  if (currentWatch() === undefined) mendConnect(prototype);
  else bindCallbacks(prototype, ['connect']);
  bindCallbacks(prototype, ['query', 'end']);
  publishQueries(prototype, 'pool');
}

function mendConnect(prototype: object): void {
  changeCalls(prototype, ['connect'], (original, self, [callback]) => {
    const bound = typeof callback === 'function' ? deliver(bindCallback(callback as Callback)) : undefined;
    const result = connect(() => Reflect.apply(original, self, [bound]));
    return bound === undefined ? (result as Promise<PooledClient>).then(keepNobody) : result;
  });
}

interface PooledClient {
  release: (...args: unknown[]) => void;
}

/** Calls it once, and forgets it: pg keeps the callback of a connection for as long as that lives. */
function deliver(callback: Callback): Callback {
  let waiting: Callback | undefined = callback;
  return (error, client) => {
    const called = waiting;
    waiting = undefined;
    return client === undefined
      ? called?.(error, client, () => {})
      : called?.(error, client, keepNobody(client as PooledClient).release);
  };
}

/** The same client. As it is given back, a timer for the time that it is idle must not keep the context of who had it. */
function keepNobody(client: PooledClient): PooledClient {
  const { release } = client;
  client.release = (...args) => runOutside(() => release(...args));
  return client;
}

/** pg-query-stream reads by such a cursor. */
function mendCursor(prototype: object): void {
  if (isNew(prototype)) bindCallbacks(prototype, ['read', 'close', 'end']);
}
