import type { RequestDetail, RequestList } from '../../inspector/api.js';
import { projectFolder } from '../../inspector/running/project-folder.js';
import { findRunning } from '../../inspector/running/running-inspector.js';

/** What is wrong, in words for the terminal. */
export class Refused extends Error {}

/** Asks the API of the inspector that runs for the project of this folder. Rejects with `Refused` where none does, and where it says no. */
export async function askInspector<T>(path: string): Promise<T> {
  const running = findRunning(projectFolder(process.cwd()));
  if (running === undefined) throw new Refused(NONE);
  const { address, token } = running;
  const response = await fetch(address + path, { headers: { authorization: `Bearer ${token}` } }).catch(() => {
    throw new Refused(`the inspector at ${address} has ended. Start it again: throughline dev app.js`);
  });
  if (response.status === 401)
    throw new Refused(`at ${address} is another inspector now: that of this project has ended`);
  const body = (await response.json()) as T & { readonly error?: string };
  if (!response.ok) throw new Refused(body.error ?? `the inspector answered ${response.status}`);
  return body;
}

const NONE = 'no inspector runs for this project. Start one: throughline dev app.js';

/** A request by its key, or by its id or a part of that: the newest one. */
export async function findRequest(name: string): Promise<RequestDetail> {
  const byKey = KEY.test(name) ? await askInspector<RequestDetail>(pathOf(name)).catch(refusedOnly) : undefined;
  if (byKey !== undefined) return byKey;
  const { requests } = await askInspector<RequestList>(`/api/requests?limit=1&id=${encodeURIComponent(name)}`);
  const [found] = requests;
  if (found === undefined) throw new Refused('There is no such request, or it was dropped');
  return askInspector<RequestDetail>(pathOf(found.key));
}

/** What the collector calls requests. A path, such as `..`, is none. */
const KEY = /^[0-9a-z]{1,16}$/;

function pathOf(key: string): string {
  return `/api/requests/${encodeURIComponent(key)}`;
}

function refusedOnly(error: unknown): undefined {
  if (!(error instanceof Refused)) throw error;
}
