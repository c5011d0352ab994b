import type { Context } from '../../core/context.js';
import type { Current } from '../../request/run/current-span.js';
import { ownerOf } from '../source/owner-of.js';
import { type Call, callsOf, type Stack } from '../source/stack.js';
import { requestOf } from './current-request.js';

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

/** The latest stacks on which the current context was asked for, each with that. */
const latest: { readonly stack: Stack; readonly context: Context | undefined }[] = [];

/** Whether they are kept. */
export const keeping = { isOn: false };

export function keepUse(stack: Stack, context: Context | undefined): void {
  latest.push({ stack, context });
  if (latest.length > 24) latest.shift();
}

export function hasUses(): boolean {
  return latest.length > 0;
}

export function forgetUses(): void {
  if (hasUses()) latest.length = 0; // which takes long even where there is nothing
}

/** A use of a context that shows it. */
export interface Use {
  readonly calls: readonly Call[];
  readonly did: Did;
  /** The request whose context it was. */
  readonly request: Current | undefined;
}

/** Those of the latest uses of a context that show it, the latest first. */
export function latestUses(): readonly Use[] {
  return latest.toReversed().flatMap(({ stack, context }) => {
    const calls = callsOf(stack);
    const did = useOf(calls);
    return did === undefined ? [] : [{ calls, did, request: requestOf(context) }];
  });
}
