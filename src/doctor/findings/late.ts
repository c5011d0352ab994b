import type { Current } from '../../request/run/current-span.js';
import { type End, since } from '../observe/ends.js';
import { isSame } from '../observe/foreign.js';
import type { Birth } from '../observe/origins.js';
import type { Did } from '../observe/uses.js';
import type { Wait } from '../observe/waits.js';
import { ownerOf } from '../source/owner-of.js';
import { type Place, placeOf } from '../source/place.js';
import { type Call, callsOf } from '../source/stack.js';
import { userCodeOf } from '../source/user-code.js';
import { callbackAt, callbackOf } from './callback-of.js';
import type { Finding, Origin } from './finding.js';
import type { Findings } from './findings.js';
import { isEnd } from './is-end.js';
import { importLine } from './import-change.js';
import { originOf } from './origin-of.js';
import { atStart, inWords, requestName } from './request-name.js';

/** What was seen: a request is over, and something is done in its context. */
interface Sighting {
  readonly own: Current;
  readonly end: End;
  readonly calls: readonly Call[];
  readonly did: Did;
  readonly birth: Birth | undefined;
  /** The latest resources that the request made. */
  readonly births: readonly Birth[];
  /** Who waits for the end of the request's own response. */
  readonly waits: readonly Wait[];
}

/** Adds the note that a request goes on after its end. */
export function addLate(findings: Findings, sighting: Sighting): void {
  const { own: request, end, calls, did, birth, births } = sighting;
  const user = userCodeOf(calls);
  if (user === undefined || isEnd(sighting)) return;
  const way = user.calls.map(({ file, line, column }) => `${file}:${line}:${column}`).join(' ');
  findings.add(`TL_DOC_LATE ${way}`, request.scope, (): Finding => {
    const own = requestName(request);
    const callback = callbackOf(user);
    // What awaits it has begun it, and does nothing here.
    const running = callbackOf(userCodeOf(calls.filter(({ isAsync }) => !isAsync)) ?? user);
    const began = originOf(birth, calls);
    const started = startOf(births, callback.name);
    return {
      code: 'TL_DOC_LATE',
      severity: 'note',
      grade:
        isSame(birth?.request, request) && began !== undefined ? 'sure' : started === undefined ? 'guess' : 'likely',
      message: `${atStart(own)} goes on after its end`,
      place: running.place,
      callback: callback.name,
      label: `here ${did(inWords(own))}, ${since(end)} after its end`,
      calledBy: user.library ?? (began === undefined ? undefined : user.nodeModule),
      calledAt: running.calledAt,
      origin: began ?? notAwaited(started?.caller, own),
      own,
      context: undefined,
      mend: {
        text: 'leave it if you want it so: the id is right. Or wait for it before you answer. Or run it as a job, which has a new id. An example',
        code: [
          importLine('runJob', '').replace("throughline'", "throughline/jobs'"),
          '',
          "runJob({ name: 'audit' }, () => audit(order));",
        ],
        changes: [],
      },
      count: 1,
    };
  });
}

function notAwaited(place: Place | undefined, request: Origin['request']): Origin | undefined {
  return place && { what: 'a call that nothing waits for', place, request };
}

/**
 * Where the user's code called the function that goes on, if the request made anything meanwhile: that tells, for the stack ends with a
 * function that nothing waits for. `undefined` where nobody is known to have called it for this request.
 */
function startOf(births: readonly Birth[], callback: string): { readonly caller: Place | undefined } | undefined {
  for (const { stack } of births.toReversed()) {
    const calls = callsOf(stack).filter(({ file, isAsync }) => ownerOf(file) !== 'node' && !isAsync);
    const at = calls.findLastIndex((call) => isUser(call) && callbackAt(placeOf(call)).name === callback);
    const outer = at === -1 ? [] : calls.slice(at + 1);
    const caller = outer.find(isUser);
    if (outer.length > 0) return { caller: caller && placeOf(caller) };
  }
  return undefined;
}

function isUser({ file }: Call): boolean {
  return ownerOf(file) === 'user';
}
