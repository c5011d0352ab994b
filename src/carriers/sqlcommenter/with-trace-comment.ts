import { CTX_SPAN_ID, CTX_TRACE_FLAGS, CTX_TRACE_ID, CTX_TRACESTATE } from '../../request/context-vars.js';
import { recordedSpanId } from '../../request/active/active-ids.js';
import { formatTraceparent, parseTraceparent } from '../../w3c/traceparent.js';
import { parseTracestate } from '../../w3c/tracestate.js';

/** A comment of any kind, or what may be one: it can stand in a string too. */
const COMMENT = /--|\/\*/;

/** What a statement may end with: the comment stands before that, for not every server reads on behind a semicolon. */
const END = ' \t\r\n\f\v;';

/**
 * The statement with the current trace and span as a comment of sqlcommenter: `traceparent`, which database tools show beside the
 * query, and `tracestate`. It stays as it is outside of any trace, and where it has a comment, ours or another. For single queries; `commentQueries` does it
 * for all of a client. Source: sqlcommenter, "Specification".
 *
 *     await pool.query(withTraceComment('select * from orders where id = $1'), [id]);
 *     // select * from orders where id = $1 /*traceparent='00-…-…-01'*\/
 */
export function withTraceComment(sql: string): string {
  if (COMMENT.test(sql)) return sql;
  const comment = traceComment();
  let end = sql.length; // a regular expression would take quadratic time
  while (end > 0 && END.includes(sql[end - 1] as string)) end--;
  return comment === '' || end === 0 ? sql : `${sql.slice(0, end)} ${comment}${sql.slice(end)}`;
}

/** `''` where there is no valid trace. The keys are sorted, as the specification has it. */
function traceComment(): string {
  const parentId = recordedSpanId() ?? CTX_SPAN_ID.get();
  const traceparent = formatTraceparent({ traceId: CTX_TRACE_ID.get(), parentId, flags: CTX_TRACE_FLAGS.get() });
  if (parseTraceparent(traceparent) === undefined) return '';
  const tracestate = parseTracestate(CTX_TRACESTATE.get());
  return `/*traceparent='${traceparent}'${tracestate === '' ? '' : `,tracestate='${escaped(tracestate)}'`}*/`;
}

/** Encoded as in a URL, which leaves no `/` that could end the comment, then the quotes escaped. */
function escaped(value: string): string {
  return encodeURIComponent(value).replaceAll("'", String.raw`\'`);
}
