const { performance } = globalThis;
const { timeOrigin } = performance;

/** Milliseconds since 1970, with a fraction: it never goes back within a process. */
export function now(): number {
  return timeOrigin + performance.now();
}
