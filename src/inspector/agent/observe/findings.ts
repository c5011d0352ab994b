import { singletons } from '../../../core/storage.js';
import type { Finding } from '../../../doctor/findings/finding.js';
import { reportOf } from '../../../doctor/report/report.js';
import type { Doctor } from '../../../doctor/start.js';
import type { Outbox } from '../send/outbox.js';

const PERIOD = 1000;

/** Tells what the doctor finds, where it runs, and each second how often it was seen since. The doctor reports it, too. */
export function observeFindings(outbox: Outbox): void {
  const doctor = singletons.get('doctor') as Doctor | undefined;
  if (doctor === undefined) return;
  const told = new Map<Finding, number>();
  const tell = (finding: Finding): void => {
    told.set(finding, finding.count);
    outbox.add(() => eventOf(finding));
  };
  for (const finding of doctor.findings.all) tell(finding);
  doctor.findings.listen(tell);
  setInterval(() => {
    for (const [finding, count] of told) if (finding.count !== count) tell(finding);
  }, PERIOD).unref();
}

function eventOf(finding: Finding): ReturnType<Parameters<Outbox['add']>[0]> {
  const { code, grade, message, place, count, mend, own, context } = finding;
  const ids = [own?.id, context?.id].filter((id) => id !== undefined && id !== '') as string[];
  return {
    type: 'finding',
    ids: [...new Set(ids)],
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
