import { type FunctionText, functionsAround } from '../source/functions-in.js';
import { offsetOf, type Place, placeOf, textOf } from '../source/place.js';
import type { UserCode } from '../source/user-code.js';

/** The callback that a finding names. */
export interface Callback {
  /** The place in it where this was seen. */
  readonly place: Place;
  /** Where it begins, as `file@offset`; where its text cannot be read, the place. */
  readonly name: string;
  /** Its text; `undefined` where it cannot be read. */
  readonly text: FunctionText | undefined;
  /** The names of the functions that it is written in, the innermost first: it was made while they ran. */
  readonly outer: readonly string[];
  /** Where the user's own code called it; `undefined` where somebody else did. */
  readonly calledAt: Place | undefined;
}

/**
 * The user's own callback: the outermost of their calls, if a library made it. Where nobody but the user's own code stands on the
 * stack, such as a queue of their own, it is the innermost function that is written within another one: such a function was made
 * while that ran, and kept to be called here.
 */
export function callbackOf({ calls, library }: UserCode): Callback {
  const all = withoutInner(calls.map((call) => callbackAt(placeOf(call))));
  const nested = library === undefined ? all.findIndex(({ outer }) => outer.length > 0) : -1;
  const at = nested === -1 ? all.length - 1 : nested;
  return { ...(all[at] as Callback), calledAt: all[at + 1]?.place };
}

/** Without those that are written in the function that calls them, such as that of a `forEach`: they are a part of it. */
function withoutInner(callbacks: readonly Callback[]): readonly Callback[] {
  const kept: Callback[] = [];
  for (const each of callbacks) {
    const inner = kept.at(-1);
    if (inner?.outer.includes(each.name) === true) kept[kept.length - 1] = { ...each, place: inner.place };
    else kept.push(each);
  }
  return kept;
}

/** The innermost function around a place. */
export function callbackAt(place: Place): Callback {
  const [text, ...outer] = functionsAt(place);
  const nameOf = ({ start }: FunctionText): string => `${place.file}@${start}`;
  const name = text === undefined ? `${place.file}:${place.line}` : nameOf(text);
  return { place, name, text, outer: outer.map((each) => nameOf(each)), calledAt: undefined };
}

/** The functions around a place, the innermost first. */
function functionsAt(place: Place): readonly FunctionText[] {
  const text = textOf(place);
  return text === undefined ? [] : functionsAround(text, offsetOf(text, place));
}

/** The place that stands there. */
export function placeAt(file: string, text: string, offset: number): Place {
  const before = text.slice(0, offset);
  return { file, line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}
