/** Every error code with its message: what happened, then what to do. A retired code is never used again. */
export const ERRORS = {
  TL_ERR_NO_VALUE: (name: string) =>
    `The variable "${name}" has no value here. Set it first, give it a default, or use tryGet().`,
  TL_ERR_NO_TASK: (name: string) =>
    `The variable "${name}" was set outside any task, where every request would share it. Set it in createTask(), run() or an adapter.`,
  TL_ERR_TOKEN_USED: (name: string) =>
    `This token of the variable "${name}" was used before. Keep the token of each set().`,
  TL_ERR_TOKEN_VARIABLE: (name: string, other: string) =>
    `This token of the variable "${other}" is not for "${name}". Reset it on its own variable.`,
  TL_ERR_TOKEN_CONTEXT: (name: string) =>
    `This token of the variable "${name}" belongs to another context. Reset it in the task that set it.`,
  TL_ERR_CONTEXT_ENTERED: () => 'This context is in use. Run in a copy: context.copy().run(fn).',
  TL_ERR_TASK_GROUP_CLOSED: () => 'This task group has ended. Create tasks before that.',
  TL_ERR_INVALID_ARGUMENT: (argument: string, expected: string) => `${argument} must be ${expected}. Correct the call.`,
  TL_ERR_INVALID_OPTION: (option: string, expected: string) =>
    `The option "${option}" must be ${expected}. Correct the option.`,
  TL_ERR_NOT_CLONEABLE: inWords,
  TL_ERR_MISSING_PACKAGE: inWords,
  TL_ERR_RUNTIME: inWords,
  TL_ERR_FINDINGS: (report: string) => `The doctor found a fault: ${report}. Fix it as the report says.`,
  TL_ERR_NOTHING_THROWN: (message: string) => message,
  TL_ERR_REQUEST_ABORTED: (message: string) => message,
} as const satisfies Record<`TL_ERR_${string}`, (...details: string[]) => string>;

/** The messages of what only some entries do stand there: a bundle without them has none of it. */
function inWords(problem: string, remedy: string): string {
  return `${problem}. ${remedy}.`;
}

/** One of the `TL_ERR_…` codes. They never change their meaning; messages may. */
export type ErrorCode = keyof typeof ERRORS;

const BRAND: unique symbol = Symbol.for('throughline.error');

/** The class of the errors that this package throws. Tell them apart by `code`; across copies of the package, by `isThroughlineError`. */
export class ThroughlineError extends Error {
  override readonly name = 'ThroughlineError';
  readonly code: ErrorCode;

  /** `details` are what the message of the code names. */
  constructor(code: ErrorCode, ...details: string[]) {
    const message: (...details: string[]) => string = ERRORS[code];
    super(message(...details));
    this.code = code;
  }

  /** @internal */
  get [BRAND](): true {
    return true;
  }
}

/** Whether `value` is a `ThroughlineError` of any copy of the package, with this `code` if one is given. */
export function isThroughlineError(value: unknown, code?: ErrorCode): value is ThroughlineError {
  return BRAND in Object(value) && (code === undefined || (value as ThroughlineError).code === code);
}
