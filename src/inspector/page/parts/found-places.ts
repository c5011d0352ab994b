import { createContext } from 'preact';

import type { CodePlace, FindingView } from '../../api.js';

/** Where the doctor found something in the request that is shown: `FILE:LINE`, with its message. */
export const FoundPlaces = createContext<ReadonlyMap<string, string>>(new Map());

export function foundPlaces(findings: readonly FindingView[]): ReadonlyMap<string, string> {
  return new Map(findings.map(({ place, message }) => [placeKey(place), message]));
}

export function placeKey({ file, line }: CodePlace): string {
  return `${file}:${line}`;
}
