import type { Call, Stack } from '../source/stack.js';
import { callsOf } from '../source/stack.js';
import { ownerOf } from '../source/owner-of.js';

/** What a use of a context shows, as a report says it of a request. */
export type Did = (own: string) => string;

/** What functions of this package do that a line, or the user's code, then shows: by their names, on the stack. */
const USES: Readonly<Record<string, Did>> = {
  get: (own) => `${own} reads a variable`,
  set: (own) => `${own} sets a variable`,
  reset: (own) => `${own} resets a variable`,
  logContext: (own) => `${own} logs a line`,
};

/** How many calls of this package may stand between a use and the look at the current context. */
export const DEPTH = 6;

/** What this package does that looks at the context; `undefined` for what shows nothing of it to anybody. `calls` begin with the look. */
export function useOf(calls: readonly Call[]): Did | undefined {
  for (const { file, function: name } of calls) {
    if (ownerOf(file) !== 'throughline') return undefined;
    if (Object.hasOwn(USES, name)) return USES[name];
  }
  return undefined;
}

/** The latest stacks on which the current context was asked for. */
const latest: Stack[] = [];

/** Whether they are kept. */
export const keeping = { isOn: false };

export function keepUse(stack: Stack): void {
  latest.push(stack);
  if (latest.length > 24) latest.shift();
}

export function forgetUses(): void {
  latest.length = 0;
}

/** Of the latest uses of a context, those that show it, the latest first. */
export function latestUses(): readonly { readonly calls: readonly Call[]; readonly did: Did }[] {
  return latest.toReversed().flatMap((stack) => {
    const calls = callsOf(stack);
    const did = useOf(calls);
    return did === undefined ? [] : [{ calls, did }];
  });
}
