import { subscribe } from 'node:diagnostics_channel';

/** What the doctor has looked at. */
export interface Seen {
  /** Requests that were traced, and jobs. */
  readonly requests: number;
  /** How many of them at once, at most. */
  readonly atOnce: number;
  /** Requests that came to Node's HTTP servers, traced or not. */
  readonly arrived: number;
}

/** Counts requests from now on. */
export function watchSeen(): Seen {
  const seen = { requests: 0, atOnce: 0, arrived: 0 };
  let underWay = 0;
  subscribe('tracing:throughline:request:start', () => {
    seen.requests++;
    seen.atOnce = Math.max(seen.atOnce, ++underWay);
  });
  subscribe('tracing:throughline:request:asyncEnd', () => void underWay--);
  subscribe('http.server.request.start', () => void seen.arrived++);
  return seen;
}
