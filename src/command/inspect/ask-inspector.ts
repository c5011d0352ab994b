import type { RequestDetail, RequestList } from '../../inspector/api.js';
import type { RunningInspector } from '../../inspector/running/running-inspector.js';
import { Refused } from './refused.js';

/** Asks the API of an inspector. Rejects with `Refused` where that has ended, and where it says no. */
export async function askInspector<T>({ address, token }: RunningInspector, path: string): Promise<T> {
  const response = await fetch(address + path, { headers: { authorization: `Bearer ${token}` } }).catch(() => {
    throw new Refused(`the inspector at ${address} has ended. Start it again: throughline dev app.js`);
  });
  if (response.status === 401)
    throw new Refused(`another inspector is at ${address} now: the one of this project has ended`);
  const body = (await response.json()) as T & { readonly error?: string };
  if (!response.ok) throw new Refused(body.error ?? `the inspector answered ${response.status}`);
  return body;
}

/** A request by its key, or by its id or a part of that: the newest one. */
export async function findRequest(running: RunningInspector, name: string): Promise<RequestDetail> {
  const byKey = KEY.test(name)
    ? await askInspector<RequestDetail>(running, pathOf(name)).catch(refusedOnly)
    : undefined;
  if (byKey !== undefined) return byKey;
  const path = `/api/requests?limit=1&id=${encodeURIComponent(name)}`;
  const [found] = (await askInspector<RequestList>(running, path)).requests;
  if (found === undefined) throw new Refused('There is no such request, or it was dropped');
  return askInspector<RequestDetail>(running, pathOf(found.key));
}

/** What the collector calls requests. A path, such as `..`, is none. */
const KEY = /^[0-9a-z]{1,16}$/;

function pathOf(key: string): string {
  return `/api/requests/${encodeURIComponent(key)}`;
}

function refusedOnly(error: unknown): undefined {
  if (!(error instanceof Refused)) throw error;
}
