import { ownerOf } from '../../../doctor/source/owner-of.js';
import { placeOf } from '../../../doctor/source/place.js';
import { type Call, callsOf, type Stack, takeStack } from '../../../doctor/source/stack.js';
import type { CodePlace } from '../../api.js';

/** How many calls of libraries may stand between what is watched and the user's code. */
const DEPTH = 16;

const MAX_PLACES = 10_000;

/** By where the code runs: a source map is asked once for each place. */
const places = new Map<string, CodePlace>();

/** The stack of now, to be read later: that costs ten times as much. */
export function stackNow(below: Function, depth: number = DEPTH): Stack {
  return takeStack(below, depth);
}

/** The user's line on a stack; `undefined` where none is near. */
export function userPlace(stack: Stack): CodePlace | undefined {
  const call = callsOf(stack).find(({ file }) => ownerOf(file) === 'user');
  return call && knownPlace(call);
}

/** Where the code of a call was written. */
export function knownPlace(call: Call): CodePlace {
  const key = `${call.file}:${call.line}:${call.column}`;
  let place = places.get(key);
  if (place === undefined) {
    if (places.size >= MAX_PLACES) places.clear();
    places.set(key, (place = placeOf(call)));
  }
  return place;
}
