import { singletons } from '../../../core/storage.js';
import type { Finding } from '../../../doctor/findings/finding.js';
import { NO_COLOURS, terminalReport } from '../../../doctor/report/terminal.js';
import { flow } from '../../../doctor/observe/foreign.js';
import type { Doctor } from '../../../doctor/start.js';
import type { Scope } from '../../../request/scope.js';
import type { SentEvent } from '../../protocol/agent-event.js';
import { redactedText } from '../../redact/redacted-text.js';
import type { Outbox } from '../send/outbox.js';
import { currentWatched, watchedOf } from '../watched-requests.js';
import { takeLines } from './lost-lines.js';

const PERIOD = 1000;

/** So many requests of each finding are remembered as told. */
const MAX_REQUESTS = 1000;

/** What is cut has to be without secrets before. */
const STYLE = { ...NO_COLOURS, source: redactedText };

/** What the collector knows of a finding. */
interface Told {
  readonly number: number;
  count: number;
  /** The numbers of the requests that it was told of, the latest ones last. */
  readonly requests: Set<number>;
}

/**
 * Tells what the doctor finds, where it runs: each finding once, then in which requests it is seen, and each second how often it was. The
 * doctor reports it at the end, too.
 */
export function observeFindings(outbox: Outbox): void {
  const doctor = singletons.get('doctor') as Doctor | undefined;
  if (doctor === undefined) return;
  const told = new Map<Finding, Told>();
  const tell = (finding: Finding): Told => {
    const known = told.get(finding) ?? { number: told.size + 1, count: 0, requests: new Set() };
    known.count = finding.count;
    told.set(finding, known);
    outbox.add(() => eventOf(finding, known.number));
    return known;
  };
  doctor.leaveSignals(); // the page has the findings when one comes
  for (const finding of doctor.findings.all) tell(finding);
  doctor.findings.listenToSightings((finding, scope) => {
    tellOfLines(finding, scope);
    const { number, requests } = told.get(finding) ?? tell(finding);
    const fresh = requestsOf(finding, scope).filter((request) => !requests.has(request));
    if (fresh.length === 0) return;
    for (const request of fresh) remember(requests, request);
    outbox.add(() => ({ type: 'again', finding: number, requests: fresh }));
  });
  /** The lines that the code wrote, before it was known whose it is. Of what a request passed to somebody, that is known from its call on. */
  function tellOfLines({ code }: Finding, scope: object): void {
    if (code !== 'TL_DOC_LOST' || flow.getStore()?.foreign !== undefined) return;
    const request = watchedOf(scope as Scope);
    const lines = request === undefined ? [] : takeLines(request.at);
    if (request !== undefined && lines.length > 0) outbox.add(() => ({ type: 'lost', lines, request: request.number }));
  }

  setInterval(() => {
    for (const [finding, { count }] of told) if (finding.count !== count) tell(finding);
  }, PERIOD).unref();
}

function remember(requests: Set<number>, request: number): void {
  requests.add(request);
  const [oldest = request] = requests;
  if (requests.size > MAX_REQUESTS) requests.delete(oldest);
}

/** The numbers of those that it is about now: the one whose code it is, by its scope, and the one in whose context that runs. */
function requestsOf({ code }: Finding, scope: object): readonly number[] {
  const context = code === 'TL_DOC_MIXED' ? currentWatched() : undefined;
  return [watchedOf(scope as Scope), context].flatMap((request) => request?.number ?? []);
}

function eventOf(finding: Finding, number: number): SentEvent {
  const { code, grade, message, place, count, mend } = finding;
  return {
    type: 'finding',
    number,
    finding: {
      code,
      grade,
      message,
      place,
      count,
      mend: mend.text,
      mendCode: mend.code.map((line) => redactedText(line)),
      report: redactedText(terminalReport([finding], process.cwd(), STYLE)),
    },
  };
}
