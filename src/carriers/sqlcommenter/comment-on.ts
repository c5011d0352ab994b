import { isPlainObject } from '../../core/is-object.js';
import { patch, type Restore } from '../../core/patch.js';
import { withTraceComment } from './with-trace-comment.js';

/** Queries that have passed a pool. Its connections do not comment them again: they may run them in the context of another request. */
const ofPools = new WeakSet<object>();

/** Puts the comment into each query through `owner`, from now on. */
export function commentOn(owner: object, isPool = false): Restore {
  let isOver = false;
  const restore = patch(owner, 'query', (original) => {
    return function query(this: object, first, ...rest) {
      const commented = isOver ? first : withComment(first);
      return Reflect.apply(original, this, [isPool && !isOver ? ofPool(commented) : commented, ...rest]);
    };
  });
  return () => {
    isOver = true; // also where somebody else has replaced it since
    restore();
  };
}

/** The same query with the comment: a text, or an object with the text as `text` in pg and as `sql` in mysql2. */
function withComment(query: unknown): unknown {
  if (typeof query === 'string') return withTraceComment(query);
  if (!isPlainObject(query) || ofPools.has(query) || isPrepared(query)) return query;
  const { text, sql } = query as { text?: unknown; sql?: unknown };
  if (typeof text === 'string') return { ...query, text: withTraceComment(text) };
  return typeof sql === 'string' ? { ...query, sql: withTraceComment(sql) } : query;
}

/** Whether pg keeps a plan for it, under a name. */
function isPrepared(query: object): boolean {
  return Boolean((query as { name?: unknown }).name);
}

/** The query as an object that the connections recognize. pg takes `text`, mysql2 takes `sql`. */
function ofPool(query: unknown): unknown {
  const object = typeof query === 'string' ? { text: query, sql: query } : query;
  if (isPlainObject(object)) ofPools.add(object);
  return object;
}
