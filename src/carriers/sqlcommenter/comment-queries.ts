import type { Restore } from '../../core/patch.js';
import { assertArgument } from '../../core/assert-argument.js';
import { isObject } from '../../core/is-object.js';
import { commentOn } from './comment-on.js';
import { commentOnLent } from './comment-on-lent.js';

/** A client, a connection or a pool of pg or mysql2; also one of `mysql2/promise`, which has the other inside. */
export interface Queryable {
  query(...args: never[]): unknown;
}

/** Undoes what `commentQueries` did. The end of a `using` block calls it, too. */
export interface StopCommenting {
  (): void;
  [Symbol.dispose](): void;
}

/** What was done to a client, and for how many callers. */
interface Commented {
  readonly restores: readonly Restore[];
  callers: number;
}

const commented = new WeakMap<Queryable, Commented>();

/**
 * From now on, each query through this client, connection or pool of pg or mysql2 has the current trace as a comment, as
 * `withTraceComment` writes it. So have queries through the connections that the pool hands out. Two kinds of queries stay as they are:
 * prepared statements (queries of pg with a `name`, and `execute` of mysql2), because the database keeps a plan for each text; and queries
 * that are objects of a class, such as cursors. Returns a function that undoes it. If you call `commentQueries` several times for one
 * client, call all of these functions to undo it. Throws `TL_ERR_INVALID_ARGUMENT` if `target` has no method `query`.
 *
 *     commentQueries(pool);
 */
export function commentQueries(target: Queryable): StopCommenting {
  assertArgument(hasQuery(target), 'target', 'a client, a connection or a pool of pg or mysql2');
  const owner = innerOf(target);
  const ours = commented.get(owner) ?? start(owner);
  ours.callers++;
  let isOver = false;
  const stop = (): void => {
    if (isOver) return;
    isOver = true;
    if (--ours.callers > 0) return;
    commented.delete(owner);
    for (const restore of ours.restores) restore();
  };
  return Object.assign(stop, { [Symbol.dispose]: stop });
}

/** Once for each client: connections of a pool come by again and again. */
function start(owner: Queryable): Commented {
  const restores = isPool(owner) ? [commentOn(owner, true), commentOnLent(owner)] : [commentOn(owner)];
  const ours = { restores, callers: 0 };
  commented.set(owner, ours);
  return ours;
}

function hasQuery(value: unknown): value is Queryable {
  return isObject(value) && typeof (value as Partial<Queryable>).query === 'function';
}

/** What a wrapper of `mysql2/promise` calls. */
function innerOf(target: Queryable): Queryable {
  if (!('execute' in target)) return target;
  const { pool, connection } = target as { pool?: unknown; connection?: unknown };
  return [pool, connection].find((inner) => hasQuery(inner)) ?? target;
}

/** By what only pools have: that of pg, and that of mysql2. */
function isPool(owner: Queryable): owner is Queryable & Parameters<typeof commentOnLent>[0] {
  return 'totalCount' in owner || 'getConnection' in owner;
}
