import type { Place } from '../model/route.js';

/** The id of the element that a place is shown in. */
export function placeId({ kind, n }: Place): string {
  return `${kind}-${n}`;
}
