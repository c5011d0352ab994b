const { performance } = globalThis;
const { timeOrigin } = performance;

/** Milliseconds since 1970, to the microsecond: it never goes back within a process. */
export function now(): number {
  return toMicroseconds(timeOrigin + performance.now());
}

/** Milliseconds with three digits: to write all of them in JSON takes twice as long. */
export function toMicroseconds(time: number): number {
  return Math.round(time * 1000) / 1000;
}
