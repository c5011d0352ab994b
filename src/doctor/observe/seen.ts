import { subscribe } from 'node:diagnostics_channel';

import { streams } from './untraced.js';

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
  let underWay = 0;
  let arrived = 0;
  const seen = {
    requests: 0,
    atOnce: 0,
    get arrived() {
      return arrived + streams.arrived;
    },
  };
  subscribe('tracing:throughline:request:start', () => {
    seen.requests++;
    seen.atOnce = Math.max(seen.atOnce, ++underWay);
  });
  subscribe('tracing:throughline:request:asyncEnd', () => void underWay--);
  subscribe('http.server.request.start', () => void arrived++);
  return seen;
}
