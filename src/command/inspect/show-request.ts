import type { ErrorView, OutsideLine, RequestDetail, RequestSummary, SpanView } from '../../inspector/api.js';
import { formatCounted, shorten } from '../../inspector/page/model/format.js';
import { spanText } from '../../inspector/page/model/span-noun.js';
import { standsOut } from '../../inspector/page/model/stands-out.js';
import { placeOf } from './place-of.js';
import { showFinding } from './show-findings.js';
import { inMilliseconds, plain, table, timeOf } from './table.js';

/** The list of requests, as `throughline requests` prints it. */
export function showRequests(requests: readonly RequestSummary[]): string {
  if (requests.length === 0) return 'There are none.\n';
  const rows = requests.map(({ startedAt, state, status = 0, duration, name, counts, error, key }) => [
    key,
    error !== undefined || status >= 500 || state === 'lost' ? '!' : '',
    timeOf(startedAt),
    state === 'ended' ? String(status || '-') : state,
    inMilliseconds(duration),
    has(counts),
    error === undefined ? name : `${name}  ${error}`,
  ]);
  return table([['KEY', '', 'TIME', 'STATUS', 'TOOK', 'HAS', 'WHAT'], ...rows]);
}

function has({ spans, lines, findings }: RequestSummary['counts']): string {
  const counts = [formatCounted(spans, 'span'), formatCounted(lines, 'line')];
  return [...counts, ...(findings > 0 ? [formatCounted(findings, 'finding')] : [])].join(', ');
}

/** One request, as `throughline request` prints it. */
export function showRequest(request: RequestDetail): string {
  const { name, id, traceId, status, state, duration, startedAt, service, variables, errors, findings, cut } = request;
  const parts = [
    `${plain(name)}\n`,
    standsOut(request)
      .map(({ weight, text }) => `${weight === 'bad' ? '!' : '-'} ${plain(text)}\n`)
      .join(''),
    table([
      ['id', id || '-'],
      ['trace', traceId],
      ['service', service],
      ['status', `${status ?? '-'}, ${state}`],
      ['took', inMilliseconds(duration)],
      ['started', timeOf(startedAt)],
    ]),
    part('Spans', spanRows(request)),
    part('Lines', lineRows(request)),
    part(
      'Variables',
      variables.map(({ at, variable, what, value, place }) => [
        offset(at, startedAt),
        what,
        `${variable} = ${value ?? '-'}`,
        placeOf(place),
      ]),
    ),
    titled('Errors', errors.map(showError)),
    titled('Findings', findings.map(showFinding)),
    ...cut.map((text) => `${plain(text)}\n`),
  ];
  return parts.filter(Boolean).join('\n');
}

function titled(title: string, texts: readonly string[]): string {
  return texts.length === 0 ? '' : `${title}\n${texts.join('\n').replaceAll(/^(?=.)/gm, '  ')}`;
}

/** With the lines of its stack, as they stand below its message. */
function showError({ name, message, stack, place }: ErrorView): string {
  const head = message === '' ? name : `${name}: ${message}`;
  const below = stack.startsWith(head) ? stack.slice(head.length) : stack;
  const lines = below.split('\n').filter((line) => line.trim() !== '');
  return [`${head}  ${placeOf(place)}`.trimEnd(), ...lines].map((line) => `${plain(line)}\n`).join('');
}

/** The lines of one request, as `throughline logs` prints them. */
export function showLines(request: RequestDetail): string {
  return request.lines.length === 0 ? 'It wrote none.\n' : table(lineRows(request));
}

/** The lines that stand in no request, as `throughline logs` prints them: the newest last, with the requests that lost them. */
export function showOutside(lines: readonly OutsideLine[]): string {
  if (lines.length === 0) return 'No line stands outside of a request.\n';
  return table(
    lines
      .toReversed()
      .map(({ at, level, place, text, lostBy }) => [
        timeOf(at),
        level,
        placeOf(place),
        lostBy.length === 0 ? '' : `lost by ${lostBy.join(' or ')}`,
        text,
      ]),
  );
}

function part(title: string, rows: readonly (readonly string[])[]): string {
  return rows.length === 0 ? '' : `${title}\n${table(rows.map((row) => ['', ...row]))}`;
}

function lineRows({ lines, startedAt }: RequestDetail): readonly (readonly string[])[] {
  return lines.map(({ at, level, text, place }) => [offset(at, startedAt), level, placeOf(place), text]);
}

/** Each under its parent, in the order of their start. */
function spanRows({ spans, startedAt }: RequestDetail): readonly (readonly string[])[] {
  const known = new Set(spans.map(({ spanId }) => spanId));
  const sorted = spans.toSorted((a, b) => a.startedAt - b.startedAt);
  const rows: (readonly string[])[] = [];
  const seen = new Set<string>();
  const add = (span: SpanView, depth: number): void => {
    if (seen.has(span.spanId)) return; // who sends spans may send a circle
    seen.add(span.spanId);
    rows.push(rowOf(span, startedAt, depth));
    for (const child of sorted) if (child.parentId === span.spanId) add(child, depth + 1);
  };
  for (const span of sorted) if (!known.has(span.parentId)) add(span, 0);
  for (const span of sorted) add(span, 0); // those in a circle have no first one
  return rows;
}

function rowOf(span: SpanView, start: number, depth: number): readonly string[] {
  const { name, startedAt, duration, error, place } = span;
  const what = `${'  '.repeat(Math.min(depth, 20))}${name}${error === undefined ? '' : `  ${error}`}`;
  const text = spanText(span);
  const more = text === name ? '' : shorten(text, 160);
  return [offset(startedAt, start), inMilliseconds(duration), what, placeOf(place), more];
}

function offset(at: number, start: number): string {
  return `+${Math.max(0, at - start).toFixed(1)}`;
}
