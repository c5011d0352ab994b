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

/** What a call of this package does; `undefined` for one that shows nothing of a context to anybody. */
export function useOf(call: Call | undefined): Did | undefined {
  if (call === undefined || ownerOf(call.file) !== 'throughline') return undefined;
  return Object.hasOwn(USES, call.function) ? USES[call.function] : undefined;
}

/** The latest stacks on which the current context was asked for. */
const latest: Stack[] = [];

/** Whether they are kept. */
export const keeping = { isOn: false };

export function keepUse(stack: Stack): void {
  latest.push(stack);
  if (latest.length > 8) latest.shift();
}

export function forgetUses(): void {
  latest.length = 0;
}

/** Of the latest uses of a context, those that show it, the latest first. */
export function latestUses(): readonly { readonly calls: readonly Call[]; readonly did: Did }[] {
  return latest.toReversed().flatMap((stack) => {
    const calls = callsOf(stack);
    const did = useOf(calls.find(({ function: name }) => !name.endsWith('AndLook')));
    return did === undefined ? [] : [{ calls, did }];
  });
}
