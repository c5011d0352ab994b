import type { RequestSummary } from '../../api.js';

/** The least duration that can be slow, in milliseconds. */
const LEAST = 100;

/** What durations in the list are measured against, in milliseconds. */
export interface DurationScale {
  /** From here on a request is slow among its neighbours: three times their median. */
  readonly slow: number;
  /** What a whole bar stands for: the longest. */
  readonly whole: number;
}

/** The scale of the newest 200; `requests` are the oldest first. */
export function durationScale(requests: readonly RequestSummary[]): DurationScale {
  const durations = requests.slice(-200).flatMap(({ duration }) => duration ?? []);
  const ordered = durations.toSorted((one, other) => one - other);
  return { slow: Math.max(LEAST, (ordered[ordered.length >> 1] ?? 0) * 3), whole: Math.max(1, ordered.at(-1) ?? 0) };
}
