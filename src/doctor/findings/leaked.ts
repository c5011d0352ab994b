import { type End, since } from '../observe/ends.js';
import type { Held } from '../observe/leaks.js';
import { ownerOf } from '../source/owner-of.js';
import { placeOf } from '../source/place.js';
import { type Call, callsOf } from '../source/stack.js';
import { callbackAt } from './callback-of.js';
import type { Finding, Mend } from './finding.js';
import type { Findings } from './findings.js';
import { inWords, requestName } from './request-name.js';

/** What a report says of each. */
const WORDS: Readonly<Record<Held['what'], { readonly does: string; readonly stays: string; readonly mend: Mend }>> = {
  interval: {
    does: 'starts an interval',
    stays: 'still runs',
    mend: {
      text: 'leave it if you want it so. Or clear it when the request ends. Or start it once, outside of any request. An example',
      code: ["response.once('close', () => clearInterval(interval));"],
      changes: [],
    },
  },
  listener: {
    does: 'adds a listener',
    stays: 'is still there',
    mend: {
      text: 'leave it if you want it so. Or remove it when the request ends. An example',
      code: ["response.once('close', () => emitter.off(event, listener));"],
      changes: [],
    },
  },
  promise: {
    does: 'makes a promise',
    stays: 'is still not settled',
    mend: { text: 'settle it when the request ends, or after a time', code: [], changes: [] },
  },
};

/** Adds the note that something of a request is still there long after its end, if the user's code made it. */
export function addLeaked(findings: Findings, { what, request, stack }: Held, end: End): void {
  const call = madeBy(callsOf(stack), what);
  if (call === undefined) return;
  findings.add(`TL_DOC_LEAKED ${what} ${call.file}:${call.line}:${call.column}`, request.scope, (): Finding => {
    const own = requestName(request);
    const { place, name } = callbackAt(placeOf(call));
    const { does, stays, mend } = WORDS[what];
    return {
      code: 'TL_DOC_LEAKED',
      severity: 'note',
      // One alone may be made for the whole process, by its first request.
      get grade() {
        return this.count > 1 ? 'sure' : 'guess';
      },
      message: `A${what === 'interval' ? 'n' : ''} ${what} of ${inWords(own)} is still there long after its end`,
      place,
      // Of several that one function makes, each is a cause.
      callback: `${name} ${place.line}:${place.column}`,
      label: `here ${inWords(own)} ${does}, which ${stays} ${since(end)} after its end`,
      calledBy: undefined,
      calledAt: undefined,
      origin: undefined,
      own,
      context: undefined,
      mend,
      count: 1,
    };
  });
}

/** What stands between the user's code and what it makes; `new Promise` is native, and has no file. */
const MAKERS: Readonly<Record<Held['what'], RegExp>> = {
  interval: /^node:(?:internal\/)?(?:timers|async_hooks)$/,
  listener: /^node:events$/,
  promise: /^(?:node:events)?$/,
};

/** The user's call that made it; `undefined` where a library or Node did, or, of a promise, an `await` or an async function. */
function madeBy(calls: readonly Call[], what: Held['what']): Call | undefined {
  const known = calls.filter(({ file }) => ownerOf(file) !== 'throughline' && !/promise_hooks/.test(file));
  const at = known.findIndex(({ file }) => !MAKERS[what].test(file));
  const call = known[at];
  if (what === 'promise' && at === 0) return undefined;
  return call !== undefined && ownerOf(call.file) === 'user' ? call : undefined;
}
