/**
 * Carries the trace in comments of SQL.
 *
 * @module
 * @since 0.1.0
 */
export { commentQueries, type Queryable, type StopCommenting } from './comment-queries.js';
export { withTraceComment } from './with-trace-comment.js';
