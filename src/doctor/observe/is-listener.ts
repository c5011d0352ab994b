import { pathOf } from '../source/owner-of.js';
import { offsetOf, textOf } from '../source/place.js';
import type { Call } from '../source/stack.js';
import { userCodeOf } from '../source/user-code.js';

/** Whether the user's code on a stack was called as this listener, as far as its text tells. */
export function isListener(listener: Function, calls: readonly Call[]): boolean {
  const call = userCodeOf(calls)?.calls.at(-1);
  return call !== undefined && isWithin(listener, call);
}

function isWithin(listener: Function, call: Call): boolean {
  const file = textOf({ ...call, file: pathOf(call.file) });
  if (file === undefined) return false;
  const text = Function.prototype.toString.call(listener);
  const place = offsetOf(file, call);
  const start = file.lastIndexOf(text, place);
  return start !== -1 && place < start + text.length;
}
