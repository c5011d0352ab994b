import { expect } from 'vitest';

import { extract } from '../../../../src/propagation/index.js';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const HEADERS = { 'x-request-id': 'abc', traceparent: `00-${TRACE}-b7ad6b7169203331-01`, baggage: 'tenant=acme' };

/** Calls in the context of a request that has a trace. */
export const inTrace = <R>(fn: () => Promise<R>): Promise<R> => extract(HEADERS, { trust: 'accept' }).run(fn);

/** What a request from there carries. */
export const CARRIED = {
  traceparent: [expect.stringMatching(new RegExp(`^00-${TRACE}-(?!b7ad6b7169203331)[0-9a-f]{16}-01$`))],
  baggage: ['tenant=acme'],
  'x-request-id': ['abc'],
};

/** What a server received of that, by its answer. */
export function carriedBy(answer: string): Record<string, string[]> {
  const headers = JSON.parse(answer) as Record<string, string[]>;
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name in CARRIED));
}
