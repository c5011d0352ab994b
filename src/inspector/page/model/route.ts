import { type Filter, readFilter, writeFilter } from './filter.js';

/** What the page shows, as its address says: `#/`, `#/request/KEY/line/3`, `#/compare/KEY/KEY`; each with a filter. */
export interface Route {
  /** The request that is open, or the two that are compared; none in the list alone. */
  readonly keys: readonly string[];
  readonly place: Place | undefined;
  readonly filter: Filter;
}

/** A place in a request: the `n`th of its kind, from 1. */
export interface Place {
  readonly kind: PlaceKind;
  readonly n: number;
}

const PLACE_KINDS = ['span', 'line', 'error', 'finding', 'repeated', 'task'] as const;

type PlaceKind = (typeof PLACE_KINDS)[number];

/** Reads the part of an address that begins with `#`. What makes no sense leads to the list. */
export function readRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#/, '').split(/\?(.*)/s);
  const filter = readFilter(query);
  const [view, ...rest] = path.split('/').slice(1).map(decode);
  const [first = '', second = '', third = ''] = rest;
  if (view === 'compare' && first !== '' && second !== '') return { keys: [first, second], place: undefined, filter };
  if (view !== 'request' || first === '') return { keys: [], place: undefined, filter };
  const kind = PLACE_KINDS.find((known) => known === second);
  const place = kind !== undefined && /^\d{1,9}$/.test(third) ? { kind, n: Number(third) } : undefined;
  return { keys: [first], place, filter };
}

export function writeRoute({ keys, place, filter }: Route): string {
  const [first, second] = keys.map(encodeURIComponent);
  const query = writeFilter(filter);
  if (first === undefined) return `#/${query}`;
  if (second !== undefined) return `#/compare/${first}/${second}${query}`;
  return `#/request/${first}${place === undefined ? '' : `/${place.kind}/${place.n}`}${query}`;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}
