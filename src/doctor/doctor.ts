/**
 * Looks for lines without an id, or with the id of another request, in the process that loads it, and says why:
 *
 *     node --import throughline/doctor app.js
 *
 * It reports when the process ends, and on `SIGUSR2`. With `THROUGHLINE_DOCTOR=strict`, a process with a fault fails.
 * It does not change what the application does. Throws `TL_ERR_INVALID_OPTION` for a wrong `THROUGHLINE_DOCTOR`,
 * and `TL_ERR_RUNTIME` on Bun and Deno.
 *
 * @module
 * @since 0.1.0
 */
import { singleton } from '../core/singleton.js';
import { ThroughlineError } from '../core/throughline-error.js';
import { type Finding, only } from './findings/finding.js';
import { reportOf } from './report/report.js';
import { startDoctor } from './start.js';

export { explain } from './codes.js';
export type { Change, Finding, Grade, Mend, Origin, RequestName, Severity } from './findings/finding.js';
export type { Place } from './source/place.js';

const doctor = singleton('doctor', () => startDoctor(process.env));

/** Returns all findings so far, in the order in which they were first seen. Their counts still grow. */
export function findings(): readonly Finding[] {
  return doctor.findings.all;
}

/**
 * Calls `listener` with each new finding, once. These findings are not in the report at the end, and signals write no report any more.
 * Returns a function that stops it.
 */
export function onFinding(listener: (finding: Finding) => void): () => void {
  doctor.leaveSignals();
  return doctor.findings.listen((finding) => {
    doctor.taken.add(finding);
    listener(finding);
  });
}

/**
 * Throws `TL_ERR_FINDINGS` if a fault was found since the last call; the message is the report. Use it as a hook after each test:
 * `afterEach(failOnFindings)`, in vitest, Jest and node:test.
 */
export function failOnFindings(): void {
  const found = only('fault', doctor.findings.all).filter((finding) => !doctor.taken.has(finding));
  for (const finding of found) doctor.taken.add(finding);
  if (found.length > 0)
    throw new ThroughlineError('TL_ERR_FINDINGS', `${reportOf(found, 'text', process.cwd()).trim()}\n\n`);
}
