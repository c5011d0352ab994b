import type { Restore } from '../../core/patch.js';
import { type WeakReference, weakReference } from '../../core/runtime/weak-reference.js';
import { commentOn } from './comment-on.js';

interface Pool {
  on(event: 'acquire', listener: (connection: object) => void): unknown;
  removeListener(event: 'acquire', listener: (connection: object) => void): unknown;
}

/** Puts the comment into queries through the connections that a pool hands out from now on. Keeps no closed connection in memory. */
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
