import type { Current } from '../../request/run/current-span.js';
import type { Birth } from '../observe/origins.js';
import type { Call } from '../source/stack.js';
import { tellingCodeOf, EVENT_TARGET, userCodeOf } from '../source/user-code.js';
import { bindMend } from './bind-mend.js';
import { libraryMend } from './library-mend.js';
import { placeOf } from '../source/place.js';
import { callbackAt, callbackOf } from './callback-of.js';
import type { Finding, Grade } from './finding.js';
import type { Findings } from './findings.js';
import { isGoingOn, originOf } from './origin-of.js';
import { besides, inWords, requestName } from './request-name.js';

/** What was seen: code that belongs to one request ran in the context of another, or in none. */
export interface Sighting {
  readonly grade: Grade;
  readonly calls: readonly Call[];
  readonly birth: Birth | undefined;
  readonly own: Current;
  readonly context: Current | undefined;
  /** What the code did, with the name of its request: `the response of GET /a is sent`. */
  readonly did: (own: string) => string;
  /** The library that called it, where that is known better than by the stack. */
  readonly caller?: string | undefined;
  /** What the request passed to somebody, where that was seen. Of a job, which is data, the function is everybody's. */
  readonly passed?: 'function' | 'job' | 'listener';
}

/** Adds a finding of the kind mixed, or lost where the context is none; nothing where no code of the user's did it. */
export function addMixed(findings: Findings, sighting: Sighting): void {
  const { calls, context, caller, passed } = sighting;
  const user = userCodeOf(calls);
  if (user === undefined) return;
  const code = context === undefined ? 'TL_DOC_LOST' : 'TL_DOC_MIXED';
  const way = user.calls.map(({ file, line, column }) => `${file}:${line}:${column}`).join(' ');
  findings.add(`${code} ${way}`, sighting.own.scope, (): Finding => {
    const own = requestName(sighting.own);
    const callback = callbackOf(user);
    const isCalledByOthers =
      user.library !== undefined || callback.calledAt !== undefined || user.nodeModule === EVENT_TARGET;
    findings.implicate(user.calls.map((call) => callbackAt(placeOf(call)).name));
    return {
      code,
      severity: 'fault',
      grade: sighting.grade,
      message:
        context === undefined
          ? `Code of ${inWords(own)} runs in no context`
          : `Code of ${inWords(own)} runs in the context of ${besides(own, requestName(context))}`,
      place: callback.place,
      callback: callback.name,
      label: `here ${sighting.did(inWords(own))}`,
      calledBy: user.library ?? caller ?? (isGoingOn(calls) ? undefined : user.nodeModule),
      calledAt: callback.calledAt,
      origin: originOf(sighting.birth, calls),
      own,
      context: requestName(context),
      mend:
        passed === 'job'
          ? libraryMend(caller ?? 'the library', callback.place)
          : bindMend(
              passed === 'function' ? callbackOf(tellingCodeOf(calls) ?? user) : callback,
              passed,
              isCalledByOthers,
            ),
      count: 1,
    };
  });
}
