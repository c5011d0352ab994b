import type { FindingView, LineList, RequestDetail, RequestList } from '../../api.js';
import { type Filter, usedFilters } from '../model/filter.js';

const NOT_HERE = 'The collector was started again. Open the address that throughline dev printed.';

/** Requests that match, the newest first; those before the sequence `before` where it is given. */
export function fetchRequests(filter: Filter, limit: number, before?: number): Promise<RequestList> {
  const query = new URLSearchParams(usedFilters(filter).map((name) => [name, filter[name].trim()]));
  query.set('limit', String(limit));
  if (before !== undefined) query.set('before', String(before));
  return fetchJson(`api/requests?${query}`);
}

export function fetchRequest(key: string): Promise<RequestDetail> {
  return fetchJson(addressOf(key));
}

export function fetchFindings(): Promise<{ readonly findings: readonly FindingView[] }> {
  return fetchJson('api/findings');
}

/** The newest lines that stand in no request; those before the sequence `before` where it is given. */
export function fetchLines(limit: number, before?: number): Promise<LineList> {
  return fetchJson(`api/lines?limit=${limit}${before === undefined ? '' : `&before=${before}`}`);
}

/** The command that sends a request again. */
export async function fetchCurl(key: string): Promise<string> {
  return (await ask(`${addressOf(key)}/curl`)).text();
}

/** The spans of a request as OTLP's JSON. */
export async function fetchOtlp(key: string): Promise<string> {
  return (await ask(`${addressOf(key)}/otlp`)).text();
}

/** Sends a request again. Says with what it was answered, and the id that it got. */
export async function replay(key: string): Promise<{ readonly status?: number; readonly requestId?: string }> {
  return (await ask(`${addressOf(key)}/replay`, 'POST')).json() as Promise<{ status?: number }>;
}

export async function fetchJson<T>(address: string): Promise<T> {
  return (await (await ask(address)).json()) as T;
}

function addressOf(key: string): string {
  return `api/requests/${encodeURIComponent(key)}`;
}

/** Asks the collector. Throws an error whose message can be shown. */
async function ask(address: string, method = 'GET'): Promise<Response> {
  // They say that this page asks, and no form of another site.
  const headers = { 'content-type': 'application/json', 'x-throughline-inspector': '1' };
  const response = await fetch(address, { method, headers, cache: 'no-store' }).catch(() => {
    throw new Error('The collector does not answer. Is throughline dev still running?');
  });
  if (response.ok) return response;
  if (response.status === 401 || response.status === 403) throw new Error(NOT_HERE);
  if (response.status === 404) throw new Error('It is gone. The collector keeps only the newest ones.');
  const { error } = (await response.json().catch(() => ({}))) as { error?: string };
  throw new Error(`${error ?? `The collector answered ${response.status}`}.`);
}
