import { type Context, outerContext } from '../core/context.js';
import type { ContextVar } from '../core/context-var.js';
import { areHeld, heldIn, peek } from '../core/access.js';
import { refusePromise } from '../core/refuse-promise.js';
import { activeIds } from '../request/active/active-ids.js';
import { CTX_SPAN_ID } from '../request/context-vars.js';
import { putTraceIds } from '../request/request-fields.js';
import { type LogValue, toLogValue } from './log-value.js';
import { type LoggedVar, type LoggedVars, type LogMark, loggedVars } from './logged-vars.js';

/** Fields of a log line. */
export type LogFields = Record<string, LogValue>;

/**
 * Returns the fields that a log line should have now, as a new object: `request_id`, `trace_id`, `span_id`, `trace_flags`, `method` and
 * `path`, in a job `job`, and the variables that you marked by `logged`. Only those that have a value; outside of any request it is empty.
 * Strings are cut after 1,024 bytes of JSON, with `…`, and made one line of printable text by escapes. So a client can forge no line, and
 * no field in JSON. In a text format, you have to quote the values yourself. Never throws. Source of the names: OpenTelemetry, "Trace
 * Context in non-OTLP Log Formats".
 */
export function logContext(): LogFields {
  const context = contextOfLine();
  const vars = loggedVars();
  const place = placeOf(peek(context, CTX_SPAN_ID));
  const known = memos[place];
  const fields =
    known?.vars === vars && areHeld(known.held, context, vars.variables)
      ? { ...known.fields }
      : remember(place, vars, context);
  if (vars.formatted.length > 0) addFormatted(fields, vars.formatted, context);
  return fields;
}

/** The current context, with the ids of the span that is recorded in it, where one is. */
function contextOfLine(): Context {
  const context = outerContext();
  const ids = activeIds();
  if (ids === undefined || peek(context, CTX_SPAN_ID) === ids.spanId) return context;
  const copy = context.copy();
  putTraceIds(copy, ids);
  return copy;
}

/** The fields of one span, and the values that they were made of: a request writes many lines, and they seldom change. */
interface Memo {
  readonly vars: LoggedVars;
  /** Of all marked variables, in lines or not: the flags depend on the trace id. */
  readonly held: ReturnType<typeof heldIn>;
  readonly fields: LogFields;
}

/** Those of the last spans that came to each place: few, so that they die young where each request writes one line. */
const memos: (Memo | undefined)[] = Array.from({ length: 64 });

/** By the last two digits of the span id. */
function placeOf(spanId: unknown): number {
  return typeof spanId === 'string' ? (spanId.charCodeAt(15) + spanId.charCodeAt(14) * 7) & 63 : 0;
}

function remember(place: number, vars: LoggedVars, context: Context): LogFields {
  const fields: LogFields = {};
  addFields(fields, vars.plain, context);
  memos[place] = { vars, held: heldIn(context, vars.variables), fields };
  return { ...fields };
}

function addFields(fields: LogFields, vars: readonly LoggedVar[], context: Context): void {
  for (const logged of vars) {
    const shown = shownOf(logged, logged.variable, context) ?? shownOfCopies(logged, context);
    if (shown !== undefined) fields[logged.field as string] = shown;
  }
}

function shownOf({ format }: LogMark, variable: ContextVar<unknown>, context: Context): LogValue | undefined {
  const value = peek(context, variable);
  return value === undefined ? undefined : toLogValue(formatted(format, value));
}

function shownOfCopies({ copies }: LoggedVar, context: Context): LogValue | undefined {
  for (const copy of copies) {
    const variable = copy.variable.deref();
    const shown = variable && shownOf(copy, variable, context);
    if (shown !== undefined) return shown;
  }
  return undefined;
}

/** Whether a function of the user is formatting: a line that it logs itself has not what it formats, or there would be no end. */
let isFormatting = false;

function addFormatted(fields: LogFields, vars: readonly LoggedVar[], context: Context): void {
  if (isFormatting) return;
  isFormatting = true;
  try {
    addFields(fields, vars, context);
  } finally {
    isFormatting = false;
  }
}

function formatted(format: (value: unknown) => unknown, value: unknown): unknown {
  try {
    return refusePromise(format(value));
  } catch {
    return undefined;
  }
}
