/** What `fn` returns; `undefined` where it throws. */
export function attempt<R>(fn: () => R): R | undefined {
  try {
    return fn();
  } catch {
    return undefined;
  }
}

/** Calls `fn` and says whether it came to its end without throwing. */
export function succeeds(fn: () => unknown): boolean {
  try {
    fn();
    return true;
  } catch {
    return false;
  }
}
