import { assertVariable } from '../core/assert-argument.js';
import { callingFile } from '../core/runtime/calling-file.js';
import { checkOptions, FUNCTION, type OptionChecks } from '../core/check-options.js';
import { isContested } from '../core/claimed-names.js';
import type { ContextVar } from '../core/context-var.js';
import { ThroughlineError } from '../core/throughline-error.js';
import { warn } from '../core/throughline-warning.js';
import { claimedFields, isOwn } from './logged-vars.js';
import type { LogValue } from './log-value.js';

/** How a variable stands in log lines. */
export interface LoggedOptions<T> {
  /**
   * The name of the field, by default the name of the variable: 1 to 64 letters, digits, `_`, `-` and `.`, and the first is a letter.
   * `false` takes the variable out of the lines.
   */
  readonly field?: string | false;
  /** Writes the value. If it returns `undefined` or throws, the value is left out. Lines that it logs itself have no such variables. */
  format(value: T): LogValue | undefined;
}

/** For a variable that has its format from before; without any, a value that no field can hold is left out. */
type MarkedAgain = Required<Pick<LoggedOptions<unknown>, 'field'>>;

/** What loggers need for themselves: a field of such a name would change the level or the text of a line, or lose it. */
const RESERVED: ReadonlySet<string> = new Set(['level', 'message', 'msg', 'time', 'timestamp', 'splat', 'exception']);

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
 * Makes a variable a field of log lines: each line that is written while it has a value has the field. A default does not count. Returns
 * the variable. Call it again, or on a variable of the package, to change the field; `field: false` takes it out.
 *
 * If a module is evaluated again, by a hot reload or once for each layer of a framework, its variables share the field, and a line has the
 * value of the one that was set. If two modules use one name, you get the warning `TL_WARN_NAME_SHARED`.
 *
 * Throws `TL_ERR_INVALID_OPTION` for an unknown option, for a `format` that is not a function, and for a `field` that is not a valid name,
 * that the package itself has, that loggers use (`level`, `message`, `msg`, `time`, `timestamp`, and winston's `splat` and `exception`),
 * or that every object has, such as `constructor`: pino 9 writes that without quotes. Throws `TL_ERR_INVALID_ARGUMENT` if `variable` is
 * not a variable.
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
  const known = claimedFields.find(variable);
  const { field = known?.name || variable.name, format = known?.claim.mark.format ?? asItIs } = given;
  if (field !== false) assertField(field, variable);
  const isUsers = given.format !== undefined || known?.claim.mark.isUsers === true;
  const file = callingFile(logged);
  if (field !== false && isContested(claimedFields.of(field), variable, file))
    warn('TL_WARN_NAME_SHARED', `The field: ${field}`);
  claimedFields.claim(variable, field, { format, isUsers }, file);
  return variable;
}

type ValueOf<V> = V extends ContextVar<infer T> ? T : never;

function assertField(field: string, variable: ContextVar<unknown>): void {
  const broken = FIELD_RULES.find(([, holds]) => !holds(field));
  const expected =
    broken?.[0] ??
    (isThePackages(field, variable)
      ? "a name that is none of the package's own fields, such as request_id"
      : undefined);
  if (expected !== undefined) throw new ThroughlineError('TL_ERR_INVALID_OPTION', 'field', expected);
}

/** Whether the field is one of the package's own, and the variable is not, or the other way round. */
function isThePackages(field: string, variable: ContextVar<unknown>): boolean {
  return claimedFields.of(field).some((claim) => {
    const other = claim.variable.deref();
    return other !== undefined && other !== variable && (isOwn(other) || isOwn(variable));
  });
}

function asItIs(value: unknown): unknown {
  return value;
}
