import type { RequestSummary } from '../../api.js';

/** What a whole bar of the list stands for, in milliseconds: the longest of the newest 200. `requests` are the oldest first. */
export function longestDuration(requests: readonly RequestSummary[]): number {
  return Math.max(1, ...requests.slice(-200).map(({ duration = 0 }) => duration));
}
