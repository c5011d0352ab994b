import type { Restore } from '../../core/patch.js';
import { type WeakReference, weakReference } from '../../core/runtime/weak-reference.js';
import { commentOn } from './comment-on.js';

interface Pool {
  on(event: 'acquire', listener: (connection: object) => void): unknown;
  removeListener(event: 'acquire', listener: (connection: object) => void): unknown;
}

/** Lets queries through the connections that a pool hands out have comments, from now on. Keeps no connection that the pool has closed. */
export function commentOnLent(pool: Pool): Restore {
  const restores = new WeakMap<object, Restore>();
  let connections: WeakReference<object>[] = [];
  const acquire = (connection: object): void => {
    if (restores.has(connection)) return;
    restores.set(connection, commentOn(connection));
    connections = [...connections.filter((each) => each.deref() !== undefined), weakReference(connection)];
  };
  pool.on('acquire', acquire);
  return () => {
    pool.removeListener('acquire', acquire);
    for (const each of connections) restores.get(each.deref() ?? {})?.();
  };
}
