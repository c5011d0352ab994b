import { readFileSync } from 'node:fs';

import { attempt } from '../../core/attempt.js';
import { offsetOf } from '../findings/callback-of.js';
import { pathOf } from '../source/owner-of.js';
import type { Call } from '../source/stack.js';
import { userCodeOf } from '../source/user-code.js';

/** Whether the user's code on a stack was called as this listener, as far as its text tells. */
export function isListener(listener: Function, calls: readonly Call[]): boolean {
  const call = userCodeOf(calls)?.calls.at(-1);
  if (call === undefined) return false;
  const file = attempt(() => readFileSync(pathOf(call.file), 'utf8'));
  if (file === undefined) return false;
  const text = Function.prototype.toString.call(listener);
  const place = offsetOf(file, call);
  const start = file.lastIndexOf(text, place);
  return start !== -1 && place < start + text.length;
}
