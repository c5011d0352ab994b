import type { RequestFilter } from '../../api.js';
import { readFilter } from './request-filter.js';

/** The filters of requests that lines outside of any have, too. */
const NAMES = ['text', 'service', 'before', 'limit'] as const;

/** What `GET /api/lines` takes as its query; all of it must hold. */
export type LineFilter = Pick<RequestFilter, (typeof NAMES)[number]>;

/** The filter that a query asks for; in words what is wrong with it. */
export function readLineFilter(query: URLSearchParams): LineFilter | string {
  const isKnown = [...query.keys()].every((name) => (NAMES as readonly string[]).includes(name));
  return isKnown ? readFilter(query) : `Lines have the filters ${NAMES.join(', ')}`;
}
