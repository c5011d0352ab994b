import { type Claim, ClaimedNames } from '../core/claimed-names.js';
import type { ContextVar } from '../core/context-var.js';
import { singleton } from '../core/singleton.js';
import type { WeakReference } from '../core/runtime/weak-reference.js';
import { CTX_REQUEST_ID, CTX_TRACE_FLAGS, CTX_TRACE_ID } from '../request/context-vars.js';
import { FIELD_ROWS } from '../request/request-fields.js';

/** What is said of a variable that is marked for logs. */
export interface LogMark {
  readonly format: (value: unknown) => unknown;
  /** Whether the format is the user's, who may read what it likes. */
  readonly isUsers?: boolean;
}

/** A variable that is marked for logs. */
export interface LoggedVar extends LogMark {
  readonly variable: ContextVar<unknown>;
  /** `false` for one of the package that was taken out. */
  readonly field: string | false;
  /** Copies of the variable, by a module that was evaluated again: the field has the value of the one that was set. */
  readonly copies: readonly (LogMark & { readonly variable: WeakReference<ContextVar<unknown>> })[];
}

/** Replaced as a whole, so that whoever remembers it can tell that it changed. */
export interface LoggedVars {
  readonly all: readonly LoggedVar[];
  /** Their variables alone. */
  readonly variables: readonly ContextVar<unknown>[];
  /** Those that the package formats, by the values of marked variables alone, and that stand in lines. */
  readonly plain: readonly LoggedVar[];
  /** Those that the user's function formats, or that have copies, and that stand in lines. */
  readonly formatted: readonly LoggedVar[];
  /** Finds one of their fields in JSON. */
  readonly key: RegExp;
  /** `undefined` where the request id was taken out. */
  readonly requestIdField: string | undefined;
}

/** The fields that the package itself has. */
export const OWN_FIELDS: readonly (readonly [
  variable: ContextVar<unknown>,
  field: string,
  format: LogMark['format'],
])[] = FIELD_ROWS.flatMap(([, { variable, field }]) =>
  field === undefined ? [] : [[variable, field, variable === CTX_TRACE_FLAGS ? formatFlags : unlessEmpty]],
);

const OWN_VARIABLES: ReadonlySet<unknown> = new Set(OWN_FIELDS.map(([variable]) => variable));

const registry = singleton('logged', () => {
  const created: { claimed: ClaimedNames<string | false, LogMark>; current: LoggedVars } = {
    claimed: new ClaimedNames(() => (created.current = sorted(created.claimed))),
    current: sorted([]),
  };
  for (const [variable, field, format] of OWN_FIELDS) created.claimed.claim(variable, field, { format });
  return created;
});

/** Which variables claim which fields; `false` is the field of one that was taken out. */
export const claimedFields = registry.claimed;

/** What stands in log lines. */
export function loggedVars(): LoggedVars {
  return registry.current;
}

/** Whether the package itself defines this variable. */
export function isOwn(variable: ContextVar<unknown>): boolean {
  return OWN_VARIABLES.has(variable);
}

function sorted(claimed: Iterable<readonly [field: string | false, claims: readonly Claim<LogMark>[]]>): LoggedVars {
  const all = [...claimed].flatMap(([field, claims]) => loggedVar(field, claims) ?? []);
  const shown = all.filter(({ field }) => field !== false);
  return {
    all,
    variables: all.map(({ variable }) => variable),
    plain: shown.filter((each) => isPlain(each)),
    formatted: shown.filter((each) => !isPlain(each)),
    key: jsonKey(shown.map(({ field }) => field as string)),
    requestIdField: shown.find(({ variable }) => variable === CTX_REQUEST_ID)?.field || undefined,
  };
}

/**
 * The variable that claimed the field last. One that was taken out of the lines is let go, but for those of the package: the
 * flags depend on the trace id.
 */
function loggedVar(field: string | false, [latest, ...others]: readonly Claim<LogMark>[]): LoggedVar | undefined {
  const variable = latest?.variable.deref();
  if (latest === undefined || variable === undefined || (field === false && !isOwn(variable))) return undefined;
  const copies = others.map((other) => ({ ...other.mark, variable: other.variable }));
  return { ...latest.mark, variable, field, copies };
}

function isPlain({ isUsers, copies }: LoggedVar): boolean {
  return isUsers !== true && copies.length === 0;
}

function unlessEmpty(value: unknown): unknown {
  return value === '' ? undefined : value;
}

const FLAGS = ['00', '01', '02', '03'];

/** Two hex digits, as `traceparent` has them. Source: OpenTelemetry, "Trace Context in non-OTLP Log Formats". */
function formatFlags(value: unknown): unknown {
  if (CTX_TRACE_ID.get() === '') return undefined;
  return FLAGS[value as number] ?? ((value as number) & 0xff).toString(16).padStart(2, '0');
}

/** What finds one of these names, those of fields, as a key in JSON, however deep. */
export function jsonKey(names: readonly string[]): RegExp {
  return new RegExp(`"(?:${names.join('|').replaceAll('.', String.raw`\.`)})":`);
}
