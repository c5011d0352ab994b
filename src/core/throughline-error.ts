/** Every error code with its message: what happened, then what to do. A retired code is never used again. */
export const ERRORS = {
  TL_ERR_NO_VALUE: (name: string) =>
    `The variable "${name}" has no value here and no default. Set it first, pass a fallback to get(), use tryGet(), or give it a default.`,
  TL_ERR_NO_TASK: (name: string) =>
    `set() of the variable "${name}" was called outside any task, where every request would share the value. Call it inside createTask(), run() or an adapter.`,
  TL_ERR_TOKEN_USED: (name: string) =>
    `This token of the variable "${name}" has been used already. Each token undoes its set() once: keep the token of each set().`,
  TL_ERR_TOKEN_VARIABLE: (name: string, other: string) =>
    `This token was made by the variable "${other}", not by "${name}". Reset it on the variable whose set() returned it.`,
  TL_ERR_TOKEN_CONTEXT: (name: string) =>
    `This token of the variable "${name}" was made in another context. Reset it in the task whose set() returned it.`,
  TL_ERR_CONTEXT_ENTERED: () =>
    'This context is entered already. Wait until the running code leaves it, or run in a copy of it: context.copy().run(fn).',
  TL_ERR_TASK_GROUP_CLOSED: () =>
    'This task group takes no more tasks: it has finished or a task of it has failed. Create tasks before that, or check group.signal.aborted.',
  TL_ERR_INVALID_ARGUMENT: (argument: string, expected: string) =>
    `${argument} must be ${expected}. Check what you pass at the call that this stack names.`,
  TL_ERR_INVALID_OPTION: (option: string, expected: string) =>
    `The option "${option}" must be ${expected}. Correct it where the options are passed.`,
  TL_ERR_NOTHING_THROWN: () =>
    'The application threw undefined or null, or rejected with it. Throw an Error, so that it can be found.',
  TL_ERR_REQUEST_ABORTED: () =>
    'The connection was closed before the response was finished. The client went away or a timeout ended it; there is nobody left to answer.',
} as const satisfies Record<`TL_ERR_${string}`, (...details: string[]) => string>;

/** One of the `TL_ERR_…` codes. They never change their meaning; messages may. */
export type ErrorCode = keyof typeof ERRORS;

const BRAND: unique symbol = Symbol.for('throughline.error');

/** The one class of errors that this package throws. Tell them apart by `code`, across copies of the package too. */
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
  return (
    typeof value === 'object' &&
    value !== null &&
    BRAND in value &&
    (code === undefined || (value as ThroughlineError).code === code)
  );
}
