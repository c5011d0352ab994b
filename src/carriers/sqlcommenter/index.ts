export { commentQueries, type Queryable, type StopCommenting } from './comment-queries.js';
export { withTraceComment } from './with-trace-comment.js';
