import type { RequestName } from '../../doctor/findings/finding.js';
import { namedRequest } from '../../doctor/findings/request-name.js';

const MAX_NAMES = 1000;
const MAX_NUMBERS = 16;

/** By the names that the doctor has for requests, the latest ones last. */
const numbers = new Map<string, number[]>();

/** Remembers the number of a request by what the doctor knows of it: its id, which a client may have chosen, its method and its path. */
export function rememberNumber(number: number, id: string, method: string, path: string): void {
  const key = keyOf(namedRequest(id, method, path));
  const known = numbers.get(key) ?? [];
  numbers.delete(key);
  numbers.set(key, [...known.slice(1 - MAX_NUMBERS), number]);
  const [oldest] = numbers.keys();
  if (numbers.size > MAX_NAMES && oldest !== undefined) numbers.delete(oldest);
}

/** The number of a request that the doctor names. `current` decides between several of one name; else it is none of them. */
export function numberOf(name: RequestName, current: number | undefined): number | undefined {
  const known = numbers.get(keyOf(name)) ?? [];
  return known.length === 1 ? known[0] : known.find((number) => number === current);
}

function keyOf({ id, method, path }: RequestName): string {
  return JSON.stringify([id, method, path]);
}
