import { writeSync } from 'node:fs';

import { attempt } from '../core/attempt.js';
import { ThroughlineError } from '../core/throughline-error.js';
import { type Finding, only } from './findings/finding.js';
import { Findings } from './findings/findings.js';
import { watchBranches } from './observe/branches.js';
import { watchEmitters } from './observe/emitters.js';
import { watchEventTargets } from './observe/event-targets.js';
import { watchEnds } from './observe/ends.js';
import { rememberInterval } from './observe/intervals.js';
import { watchOutbound } from './observe/late.js';
import { lookForLeaks } from './observe/leaks.js';
import { watchLibraries } from './observe/libraries.js';
import { watchBirths } from './observe/origins.js';
import { watchPromises } from './observe/promises.js';
import { watchReads } from './observe/reads.js';
import { watchResponses, watchStreams } from './observe/responses.js';
import { type Seen, watchSeen } from './observe/seen.js';
import { watchUntraced } from './observe/untraced.js';
import { watchWaits } from './observe/waits.js';
import { reportOnSignals } from './report-on-signals.js';
import { reportOf } from './report/report.js';
import { nothingFound } from './report/summary.js';
import { chosenFormat, readDoctorSettings, type Settings } from './settings.js';

/** The doctor of a process. */
export interface Doctor {
  readonly findings: Findings;
  /** Those that somebody took: they are not reported at the end. */
  readonly taken: Set<Finding>;
  /** Signals are the application's alone from now on. */
  leaveSignals(): void;
}

/** Looks from now on, and reports at the end of the process. Throws
 * `TL_ERR_INVALID_OPTION` for wrong words in the environment, and `TL_ERR_RUNTIME` on anything but Node. */
export function startDoctor(environment: NodeJS.ProcessEnv): Doctor {
  for (const runtime of ['Bun', 'Deno']) {
    if (runtime in globalThis)
      throw new ThroughlineError('TL_ERR_RUNTIME', `The doctor does not run on ${runtime}`, 'Run it on Node');
  }
  const settings = readDoctorSettings(environment['THROUGHLINE_DOCTOR']);
  const findings = new Findings();
  const taken = new Set<Finding>();
  const seen = watchSeen();
  watchBirths(rememberInterval);
  watchResponses(findings);
  watchReads(findings);
  watchBranches(findings);
  watchEmitters({ arrives: watchStreams(findings), ends: watchUntraced(findings) });
  watchEventTargets();
  watchLibraries();
  watchEnds();
  watchWaits();
  watchOutbound(findings);
  watchPromises(findings);
  const remaining = (): readonly Finding[] => findings.all.filter((finding) => !taken.has(finding));
  const report = (): void => {
    attempt(() => lookForLeaks(findings));
    // Whoever took findings reports by themselves.
    if (taken.size === 0 || remaining().length > 0) writeReport(remaining(), settings, seen);
  };
  process.on('exit', () => {
    report();
    if (settings.isStrict && only('fault', remaining()).length > 0) process.exitCode ||= 1;
  });
  return { findings, taken, leaveSignals: reportOnSignals(report) };
}

function writeReport(findings: readonly Finding[], { format }: Settings, seen: Seen): void {
  if (findings.length === 0 && format !== 'json') {
    attempt(() => writeSync(2, nothingFound(seen)));
    return;
  }
  attempt(() => writeSync(2, reportOf(findings, chosenFormat(format, process.stderr), process.cwd())));
}
