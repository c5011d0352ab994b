import type { RequestDetail, RequestList } from '../../api.js';
import { type Filter, usedFilters } from '../model/filter.js';

/** Requests that match, the newest first; those before the sequence `before` where it is given. */
export function fetchRequests(filter: Filter, limit: number, before?: number): Promise<RequestList> {
  const query = new URLSearchParams(usedFilters(filter).map((name) => [name, filter[name].trim()]));
  query.set('limit', String(limit));
  if (before !== undefined) query.set('before', String(before));
  return fetchJson(`api/requests?${query}`);
}

export function fetchRequest(key: string): Promise<RequestDetail> {
  return fetchJson(`api/requests/${encodeURIComponent(key)}`);
}

const NOT_HERE = 'The collector was started again. Open the address that throughline dev printed.';

/** Asks for JSON. Throws an error whose message can be shown. */
export async function fetchJson<T>(address: string, method = 'GET'): Promise<T> {
  // The second header says that this page asks, and no form of another site.
  const headers = { accept: 'application/json', 'x-throughline-inspector': '1' };
  const response = await fetch(address, { method, headers, cache: 'no-store' });
  if (response.status === 401 || response.status === 403) throw new Error(NOT_HERE);
  if (response.status === 404) throw new Error('It is not held any more. The collector keeps the newest ones.');
  if (!response.ok) throw new Error(`The collector answered ${response.status}.`);
  return (response.status === 204 ? undefined : await response.json()) as T;
}
