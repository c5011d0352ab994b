import type { RequestDetail, SpanView } from '../../api.js';
import { formatCounted, formatDuration, formatPlace, formatShare, onOneLine, shorten } from './format.js';
import { ownTimes } from './own-time.js';
import type { Place } from './route.js';
import { repeatedSpan, spanNoun, spanText } from './span-noun.js';

/** A sentence about what is unusual in a request, and where it is. */
export interface StandOut {
  readonly weight: 'bad' | 'warning' | 'note';
  readonly text: string;
  readonly place: Place | undefined;
}

/** From how many times on the same query is worth a word. */
const REPEATED = 3;

/** What the doctor only notes: it is no fault. */
const NOTES: ReadonlySet<string> = new Set(['TL_DOC_LATE', 'TL_DOC_LEAKED']);

/** What stands out in a request, in words, the worst first; none where nothing does. */
export function standsOut(detail: RequestDetail): readonly StandOut[] {
  return [
    ...failures(detail),
    ...findings(detail, 'warning'),
    ...repeated(detail),
    ...slow(detail),
    ...findings(detail, 'note'),
    ...late(detail),
    ...state(detail),
  ];
}

function failures(detail: RequestDetail): StandOut[] {
  const { errors, error, status = 0, lines } = detail;
  if (errors.length > 0) {
    return errors.map(({ name, message, place }, index) => ({
      weight: 'bad',
      text: `Failed with ${shorten(message === '' ? name : `${name}: ${message}`, 140)}${at(place)}`,
      place: { kind: 'error', n: index + 1 },
    }));
  }
  const found: StandOut[] = [];
  if (error !== undefined) found.push(bad(`Failed with ${shorten(error, 140)}`));
  else if (status >= 500) found.push(bad(`Answered ${status}`));
  const first = lines.findIndex(({ level }) => /^(error|fatal)$/i.test(level));
  const line = lines[first];
  if (line === undefined) return found;
  const text = `Wrote an error: ${shorten(line.text, 120)}${at(line.place)}`;
  return [...found, { weight: found.length > 0 ? 'bad' : 'warning', text, place: { kind: 'line', n: first + 1 } }];
}

/** Those that are faults, or those that are only to be known. */
function findings({ findings: all }: RequestDetail, weight: 'warning' | 'note'): StandOut[] {
  return all
    .map(({ code, message, place, count }, index): StandOut => ({
      weight: NOTES.has(code) ? 'note' : 'warning',
      text: `${shorten(message, 160)}${at(place)}${count > 1 ? `, seen ${count} times in all` : ''}`,
      place: { kind: 'finding', n: index + 1 },
    }))
    .filter((found) => found.weight === weight);
}

function repeated({ repeated: all, duration, spans }: RequestDetail): StandOut[] {
  const many = all.map((view, index) => ({ view, n: index + 1 })).filter(({ view }) => view.count >= REPEATED);
  return many.slice(0, 3).map(({ view, n }) => {
    const { name, count, total, place } = view;
    const span = repeatedSpan(spans, view);
    const noun = span === undefined ? 'span' : spanNoun(span);
    const share = duration === undefined ? '' : `, ${formatShare(Math.min(total, duration), duration)} of the time`;
    const text = `${count} times the same ${noun}: ${onOneLine(span === undefined ? name : spanText(span), 80)}${from(place)}${share}`;
    return { weight: 'warning', text, place: { kind: 'repeated', n } };
  });
}

/** The one span that took most of the time, and code that ran without a pause. */
function slow({ spans, spanId, startedAt, duration, ran }: RequestDetail): StandOut[] {
  if (duration === undefined || duration < 20) return [];
  const found: StandOut[] = [];
  let most: SpanView | undefined;
  const own = ownTimes(spans);
  for (const span of spans) {
    const isWithin = span.spanId !== spanId && span.startedAt <= startedAt + duration;
    if (isWithin && (own.get(span) ?? 0) > (most === undefined ? 0 : (own.get(most) ?? 0))) most = span;
  }
  const time = most === undefined ? 0 : (own.get(most) ?? 0);
  if (most !== undefined && time >= duration * 0.4) {
    const share = formatShare(Math.min(time, duration), duration);
    const what = `${share} of the time in one ${spanNoun(most)}: ${onOneLine(spanText(most), 80)}`;
    const place: Place = { kind: 'span', n: spans.indexOf(most) + 1 };
    const caller = most.callers?.[0];
    const by = caller === undefined ? '' : `, called from ${formatPlace(caller)}`;
    found.push({ weight: 'warning', text: `${what}${at(most.place)}${by}, ${formatDuration(time)}`, place });
  }
  if (ran !== undefined && ran >= 50 && ran >= duration * 0.5) {
    const text = `Its code ran for ${formatShare(ran, duration)} of the time. Other requests waited for ${formatDuration(ran)}`;
    found.push({ weight: 'warning', text, place: undefined });
  }
  return found;
}

function late({ spans, lines, startedAt, duration }: RequestDetail): StandOut[] {
  if (duration === undefined) return [];
  const end = startedAt + duration;
  const first = spans.findIndex((span) => span.startedAt > end);
  const firstLine = lines.findIndex(({ at: time }) => time > end);
  if (first < 0 && firstLine < 0) return [];
  const counted = [
    [spans.filter((span) => span.startedAt > end).length, 'span'] as const,
    [lines.filter(({ at: time }) => time > end).length, 'line'] as const,
  ].filter(([count]) => count > 0);
  const what = counted.map(([count, noun]) => formatCounted(count, noun)).join(' and ');
  const place: Place = first >= 0 ? { kind: 'span', n: first + 1 } : { kind: 'line', n: firstLine + 1 };
  return [{ weight: 'note', text: `Went on after the response: ${what}`, place }];
}

function state({ state: is, cut }: RequestDetail): StandOut[] {
  const found: StandOut[] = [];
  if (is === 'running') found.push({ weight: 'note', text: 'Still runs', place: undefined });
  if (is === 'lost') found.push(bad('Its process ended before the request did'));
  return [...found, ...cut.map((text): StandOut => ({ weight: 'note', text, place: undefined }))];
}

function bad(text: string): StandOut {
  return { weight: 'bad', text, place: undefined };
}

function at(place: { file: string; line: number; column: number } | undefined): string {
  return place === undefined ? '' : ` at ${formatPlace(place)}`;
}

function from(place: { file: string; line: number; column: number } | undefined): string {
  return place === undefined ? '' : ` from ${formatPlace(place)}`;
}
