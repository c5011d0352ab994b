import { ownerOf } from '../../../doctor/source/owner-of.js';
import { placeOf } from '../../../doctor/source/place.js';
import { type Call, callIn, callsIn, type Stack, takeStack } from '../../../doctor/source/stack.js';
import type { CodePlace } from '../../api.js';

const MAX_PLACES = 10_000;

/** How many lines of a stack are told, and how many calls are looked at for them. */
const MOST_PLACES = 3;
const MAX_CALLS = 6;

/** By where the code runs: a source map is asked once for each place. */
const places = new Map<string, CodePlace>();

/** Whether files, as stacks name them, are the user's own. */
const owned = new Map<string, boolean>();

/** The stack of now, `depth` calls of it, to be read later: that costs more. */
export function stackNow(below: Function, depth: number): Stack {
  return takeStack(below, depth);
}

/** The user's line on a stack; `undefined` where none is near. */
export function userPlace(stack: Stack): CodePlace | undefined {
  const call = callIn(stack, isOwn);
  return call && knownPlace(call);
}

/** The user's lines on a stack, the innermost first: three at most, of which none stands beside itself. */
export function userPlaces(stack: Stack): readonly CodePlace[] {
  const all = callsIn(stack, isOwn, MAX_CALLS).map((call) => knownPlace(call));
  return all
    .filter(({ file, line }, at) => at === 0 || all[at - 1]?.line !== line || all[at - 1]?.file !== file)
    .slice(0, MOST_PLACES);
}

/** Whether this package itself called what the stack was taken in. */
export function isOfPackage(stack: Stack): boolean {
  const call = callIn(stack, (file) => file !== '' && !file.startsWith('node:'));
  return call !== undefined && ownerOf(call.file) === 'throughline';
}

function isOwn(file: string): boolean {
  let own = owned.get(file);
  if (own === undefined) {
    if (owned.size >= MAX_PLACES) owned.clear();
    owned.set(file, (own = ownerOf(file) === 'user'));
  }
  return own;
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
