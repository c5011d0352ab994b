import { singletons } from '../../../core/storage.js';
import type { Finding } from '../../../doctor/findings/finding.js';
import { reportOf } from '../../../doctor/report/report.js';
import type { Doctor } from '../../../doctor/start.js';
import { numberOf } from '../request-numbers.js';
import type { Outbox } from '../send/outbox.js';
import { currentWatched } from '../watched-requests.js';

const PERIOD = 1000;

/** Tells what the doctor finds, where it runs, and each second how often it was seen since. The doctor reports it at the end, too. */
export function observeFindings(outbox: Outbox): void {
  const doctor = singletons.get('doctor') as Doctor | undefined;
  if (doctor === undefined) return;
  const told = new Map<Finding, { count: number; readonly requests: readonly number[] }>();
  const tell = (finding: Finding): void => {
    const requests = told.get(finding)?.requests ?? requestsOf(finding);
    told.set(finding, { count: finding.count, requests });
    outbox.add(() => eventOf(finding, requests));
  };
  doctor.leaveSignals(); // the page has the findings when one comes
  for (const finding of doctor.findings.all) tell(finding);
  doctor.findings.listen(tell);
  setInterval(() => {
    for (const [finding, { count }] of told) if (finding.count !== count) tell(finding);
  }, PERIOD).unref();
}

/** The numbers of those that it is about. */
function requestsOf({ own, context }: Finding): readonly number[] {
  const current = currentWatched()?.number;
  const numbers = [own, context].map((name) => name && numberOf(name, current));
  return [...new Set(numbers.filter((number) => number !== undefined))];
}

function eventOf(finding: Finding, requests: readonly number[]): ReturnType<Parameters<Outbox['add']>[0]> {
  const { code, grade, message, place, count, mend } = finding;
  return {
    type: 'finding',
    requests,
    finding: {
      code,
      grade,
      message,
      place,
      count,
      mend: mend.text,
      mendCode: mend.code,
      report: reportOf([finding], 'text', process.cwd()),
    },
  };
}
