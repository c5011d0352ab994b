import { assertVariable } from '../core/assert-variable.js';
import { checkOptions, FUNCTION, type OptionChecks } from '../core/check-options.js';
import type { ContextVar } from '../core/context-var.js';
import { singleton } from '../core/singleton.js';
import { ThroughlineError } from '../core/throughline-error.js';
import {
  CTX_REQUEST_ID,
  CTX_REQUEST_METHOD,
  CTX_REQUEST_PATH,
  CTX_SPAN_ID,
  CTX_TRACE_FLAGS,
  CTX_TRACE_ID,
} from '../request/context-vars.js';
import { jsonKey } from './json-key.js';
import type { LogValue } from './log-value.js';

/** How a variable stands in log lines. */
export interface LoggedOptions<T> {
  /**
   * The name of the field: 1 to 64 letters, digits, `_`, `-` and `.`, of which the first is a letter; the name of the variable
   * unless given. `false` takes the variable out of the lines.
   */
  readonly field?: string | false;
  /** Writes the value. `undefined`, or a throw, means that this value is left out. Lines that it logs
   * itself are without such variables. */
  format(value: T): LogValue | undefined;
}

/** For a variable that has its format from before; without any, a value that no field can hold is left out. */
type MarkedAgain = Required<Pick<LoggedOptions<unknown>, 'field'>>;

/** A variable that is marked for logs. */
export interface LoggedVar {
  readonly variable: ContextVar<unknown>;
  /** `false` for one that was taken out: it keeps its place and its format. */
  readonly field: string | false;
  readonly format: (value: unknown) => unknown;
  /** Whether the format is the user's, who may read what it likes. */
  readonly isUsers?: boolean;
}

/** Replaced as a whole, so that whoever remembers it can tell that it changed. */
export interface LoggedVars {
  readonly all: readonly LoggedVar[];
  /** Those that the package formats, by the values of marked variables alone, and that stand in lines. */
  readonly plain: readonly LoggedVar[];
  /** Those that the user's function formats, and that stand in lines. */
  readonly formatted: readonly LoggedVar[];
  /** Finds one of their fields in JSON. */
  readonly key: RegExp;
}

const registry = singleton('logged', () => ({
  current: sorted([
    { variable: CTX_REQUEST_ID, field: 'request_id', format: unlessEmpty },
    { variable: CTX_TRACE_ID, field: 'trace_id', format: unlessEmpty },
    { variable: CTX_SPAN_ID, field: 'span_id', format: unlessEmpty },
    { variable: CTX_TRACE_FLAGS, field: 'trace_flags', format: formatFlags },
    { variable: CTX_REQUEST_METHOD, field: 'method', format: unlessEmpty },
    { variable: CTX_REQUEST_PATH, field: 'path', format: unlessEmpty },
  ]),
}));

/** What stands in log lines. */
export function loggedVars(): LoggedVars {
  return registry.current;
}

function sorted(all: readonly LoggedVar[]): LoggedVars {
  const shown = all.filter(({ field }) => field !== false);
  const plain = shown.filter(({ isUsers }) => isUsers !== true);
  const formatted = shown.filter(({ isUsers }) => isUsers === true);
  return { all, plain, formatted, key: jsonKey(shown.map(({ field }) => field as string)) };
}

/** What loggers need for themselves: a field of such a name would change the level or the text of a line. */
const RESERVED: ReadonlySet<string> = new Set(['level', 'message', 'msg', 'time', 'timestamp']);

const CHECKS: OptionChecks<LoggedOptions<unknown>> = {
  field: ['a string or false', (value) => value === false || typeof value === 'string'],
  format: FUNCTION,
};

/** What the name of a field must be: the first rule that one breaks is what the error says. */
export const FIELD_RULES: readonly (readonly [expected: string, holds: (field: string) => boolean])[] = [
  ['a name that begins with a letter', (field) => /^[A-Za-z]/.test(field)],
  ['a name of letters, digits, "_", "-" and "."', (field) => /^[\w.-]*$/.test(field)],
  ['a name of at most 64 characters', (field) => field.length <= 64],
  [`none of ${[...RESERVED].join(', ')}, which loggers write`, (field) => !RESERVED.has(field)],
  ['no name that every object has, such as constructor', (field) => !(field in {})],
];

/**
 * Marks a variable for logs: it becomes a field of every log line that is written where it has a value; a default is no
 * value. Returns the variable. Marking it again, or one of the package's own variables, changes the field; `field: false` takes
 * it out. Throws `TL_ERR_INVALID_OPTION` for a `field` that is no such name, that another variable has, that loggers need
 * for themselves (`level`, `message`, `msg`, `time`, `timestamp`), or that every object has, such as `constructor`: pino 9 writes
 * that without quotes; for a `format` that is no function, and for an unknown option. Throws
 * `TL_ERR_INVALID_ARGUMENT` for what is no variable.
 *
 *     const TENANT = logged(new ContextVar<string>('tenant'));
 *     const USER = logged(new ContextVar<User>('user'), { field: 'user_id', format: (user) => user.id });
 *     logged(CTX_REQUEST_ID, { field: 'requestId' });
 *     logged(CTX_REQUEST_PATH, { field: false });
 */
export function logged<V extends ContextVar<LogValue | undefined>>(
  variable: V,
  options?: Partial<LoggedOptions<ValueOf<V>>>,
): V;
export function logged<T, V extends ContextVar<T>>(
  variable: V & ContextVar<T>,
  options: LoggedOptions<T> | MarkedAgain,
): V;
export function logged(variable: ContextVar<unknown>, options?: Partial<LoggedOptions<unknown>>): unknown {
  assertVariable(variable);
  const given = checkOptions(options, CHECKS);
  const { all } = registry.current;
  const known = all.find((mark) => mark.variable === variable);
  const { field = known?.field || variable.name, format = known?.format ?? asItIs } = given;
  if (field !== false) assertField(field, variable);
  const isUsers = given.format !== undefined || known?.isUsers === true;
  const mark = { variable, field, format, isUsers };
  registry.current = sorted(known === undefined ? [...all, mark] : all.map((each) => (each === known ? mark : each)));
  return variable;
}

type ValueOf<V> = V extends ContextVar<infer T> ? T : never;

function assertField(field: string, variable: ContextVar<unknown>): void {
  const isTaken = registry.current.all.some((mark) => mark.field === field && mark.variable !== variable);
  const broken = FIELD_RULES.find(([, holds]) => !holds(field));
  const expected = broken?.[0] ?? (isTaken ? 'a name that no other variable has' : undefined);
  if (expected !== undefined) throw new ThroughlineError('TL_ERR_INVALID_OPTION', 'field', expected);
}

function asItIs(value: unknown): unknown {
  return value;
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
