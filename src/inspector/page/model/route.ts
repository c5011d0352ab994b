import { type Filter, readFilter, writeFilter } from './filter.js';

/**
 * What the page shows, as its address says: `#/`, `#/findings`, `#/outside`, `#/request/KEY/line/3`, `#/compare/KEY/KEY`; each with a filter.
 */
export interface Route {
  readonly view: 'list' | 'findings' | 'outside' | 'request' | 'compare';
  /** The request that is open, or the two that are compared; else none. */
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
  const [view, first = '', second = '', third = ''] = path.split('/').slice(1).map(decode);
  const common = { place: undefined, filter: readFilter(query) };
  if (view === 'findings' || view === 'outside') return { view, keys: [], ...common };
  if (view === 'compare' && first !== '' && second !== '') return { view, keys: [first, second], ...common };
  if (view !== 'request' || first === '') return { view: 'list', keys: [], ...common };
  const kind = PLACE_KINDS.find((known) => known === second);
  const place = kind !== undefined && /^\d{1,9}$/.test(third) ? { kind, n: Number(third) } : undefined;
  return { view, keys: [first], ...common, place };
}

export function writeRoute({ view, keys, place, filter }: Route): string {
  const parts = view === 'list' ? [''] : [view, ...keys.map(encodeURIComponent)];
  if (place !== undefined) parts.push(place.kind, String(place.n));
  return `#/${parts.join('/')}${writeFilter(filter)}`;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}
