import type { Request } from './combinations.js';
import { type Line, readLines } from './read-lines.js';
import type { ExportedSpan, Outcome } from './run-combination.js';

/** Of how many loggers there are lines. */
const LOGGERS = 5;

/** The least number of places in a request that lines are written at. */
const POINTS = 16;

/** All that is wrong with what came of these requests; the exported spans are what is right. */
export function judge(requests: readonly Request[], { lines: written, spans, sent }: Outcome): string[] {
  const exported = new Map(spans.map((span) => [span.spanId, span]));
  const lines = readLines(written);
  const outside = new Set(requests.flatMap(({ traceparent }) => traceparent?.split('-')[2] ?? []));
  return [...spans.flatMap((span) => faultsOfSpan(span)), ...requests.flatMap((request) => faultsOfRequest(request))];

  /** It is in the trace of its parent, which was exported, and belongs to the same request. */
  function faultsOfSpan(span: ExportedSpan): string[] {
    const { name, traceId, parentId } = span;
    if (parentId === '' || outside.has(parentId)) return [];
    const parent = exported.get(parentId);
    if (parent === undefined) return [`"${name}" has a parent that nobody has exported`];
    if (parent.traceId !== traceId) return [`"${name}" is in another trace than its parent "${parent.name}"`];
    const [own, others] = [numberOf(span), ownerOf(parent)];
    return own === undefined || others === undefined || own === others ? [] : [`"${name}" is under request ${others}`];
  }

  function faultsOfRequest(request: Request): string[] {
    const { n, traceparent } = request;
    const own = lines.filter((line) => line.n === n);
    const faults = own.flatMap((line) =>
      faultsOfLine(line, request).map((fault) => `${n} ${line.point} ${line.logger}: ${fault}`),
    );
    const expect = (isTrue: boolean, fault: string): void => void (isTrue || faults.push(`${n} ${fault}`));
    const ownSpans = spans.filter((span) => ownerOf(span) === n);
    if (isExported(request)) {
      const roots = ownSpans.filter(({ parentId }) => !exported.has(parentId));
      const traces = new Set(ownSpans.map(({ traceId }) => traceId));
      expect(traces.size === 1, `is split: ${roots.map(({ name }) => name).join()}`);
      const isContinued = roots.every(({ traceId, parentId }) => traceparent?.includes(`${traceId}-${parentId}`));
      expect(traceparent === undefined || isContinued, 'does not continue the trace that it brought');
    } else if (request.isRecorded) {
      expect(ownSpans.length === 0, 'has spans that were exported');
      expect(new Set(own.map(({ traceId }) => traceId)).size === 1, 'is split');
    } else {
      const others = own
        .filter((line) => !exported.has(line.spanId))
        .map(({ traceId, spanId }) => `${traceId}-${spanId}`);
      expect(new Set(others).size <= 1, `has ids that disagree: ${others.join()}`);
    }
    return [...faults, ...missing(n, own), ...faultsOfSent(request, own)];
  }

  function faultsOfLine(line: Line, request: Request): string[] {
    const { traceId, spanId } = line;
    const ids = `${traceId}-${spanId}`;
    const span = exported.get(spanId);
    const faults: string[] = [];
    const expect = (isTrue: boolean, fault: string): void => void (isTrue || faults.push(fault));
    expect(!line.isTwice, 'has an id twice');
    expect(line.flags === (isExported(request) ? '01' : line.flags), `trace_flags is ${line.flags}`);
    expect(span !== undefined || !isExported(request), `span ${spanId} was not exported`);
    if (span !== undefined) {
      expect(span.traceId === traceId, 'trace_id is not that of the span');
      expect(ownerOf(span) === line.n, `span_id is of request ${ownerOf(span)}, "${span.name}"`);
    } else if (request.traceparent !== undefined)
      expect(request.traceparent.includes(traceId), 'trace_id is not what was brought');
    if (line.facts === undefined) return faults;
    const { active, variables, sent: injected, span: expected } = line.facts;
    expect(variables === ids, `has ${ids}, the variables ${variables}`);
    expect(active === '' || active === ids, `has ${ids}, active is ${active}`);
    expect(expected === '' || expected === spanId, `is not in ${exported.get(expected)?.name} but in ${span?.name}`);
    expect(span === undefined ? injected.includes(traceId) : injected.includes(ids), `has ${ids}, inject ${injected}`);
    return faults;
  }

  /** Each request that was sent has one `traceparent`, of the trace, and of a span that was exported where one records. */
  function faultsOfSent(request: Request, own: readonly Line[]): string[] {
    const { n } = request;
    return ['fetch', 'http', 'undici'].flatMap((client) => {
      const traceparents = sent.filter(([path]) => path === `/${client}/${n}`).map(([, value]) => value);
      const [, traceId = '', parentId = '', flags] = traceparents[0]?.split('-') ?? [];
      if (traceparents.length !== 1 || parentId === '') return [`${n} sent ${traceparents.join()} by ${client}`];
      const span = exported.get(parentId);
      const isSampled = isExported(request) || span !== undefined;
      const isRight = isSampled
        ? span?.traceId === traceId && ownerOf(span) === n && flags === '01'
        : own.some((line) => line.traceId === traceId);
      return isRight ? [] : [`${n} sent ${traceparents[0]} by ${client}, of ${span?.name}`];
    });
  }

  /** Whose request a span belongs to. */
  function ownerOf(span: ExportedSpan): number | undefined {
    const parent = exported.get(span.parentId);
    return (numberOf(span) ?? span.request) || (parent && ownerOf(parent));
  }
}

/** Whether the span of a request must have been exported. */
function isExported({ isRecorded, isSampled }: Request): boolean {
  return isRecorded && isSampled;
}

/** Which request a span says that it is of: by its name, by its path, or by what it continues. */
function numberOf({ name, path, parentId }: ExportedSpan): number | undefined {
  const found =
    /\/(?:work|fetch|http|undici)\/(\d+)/.exec(path) ?? / (\d+)$/.exec(name) ?? /^b{12}(\d{4})$/.exec(parentId);
  return found === null ? undefined : Number(found[1]);
}

/** Each logger wrote each line, and the access log one. */
function missing(n: number, lines: readonly Line[]): string[] {
  const counts: Record<string, number> = {};
  for (const { logger } of lines) counts[logger] = (counts[logger] ?? 0) + 1;
  const { access, ...others } = counts;
  const each = new Set(Object.values(others));
  const isWhole =
    access === 1 && Object.keys(others).length === LOGGERS && each.size === 1 && Math.min(...each) >= POINTS;
  return isWhole ? [] : [`${n} has lines: ${JSON.stringify(counts)}`];
}
