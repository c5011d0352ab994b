/** What the statement `throw` throws. */
export class Thrown extends Error {
  readonly code = 'THROWN';
}

/** The code of an error, as a trace holds it. An error that no program should meet comes out with its message. */
export function codeOf(error: unknown): string {
  if (isSuppressed(error)) return codeOf(error.error);
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' ? code : `UNEXPECTED ${String(error)}`;
}

/** Where the end of a `using` block fails, the failure comes first and the block's own error is suppressed, as in Python. */
function isSuppressed(error: unknown): error is { error: unknown } {
  return error instanceof Error && 'suppressed' in error && 'error' in error;
}
