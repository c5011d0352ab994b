import { describe, expect, it } from 'vitest';

import { postgresAnswers, redisAnswers } from './answers.js';
import { type ExportedSpan, type Receiver, startReceiver } from './receiver.js';
import { type Service, startService } from './service.js';

const missing = [(await postgresAnswers()) ? [] : ['PostgreSQL'], (await redisAnswers()) ? [] : ['Redis']].flat();
const NOT_HERE = missing.length === 0 ? '' : ` (not here: no ${missing.join(', no ')} that asks for no password)`;

/** How many there are of each request. */
const SPANS = 11;

interface Answer {
  readonly id: string;
  readonly requestId: string;
  readonly traceId: string;
  readonly baggage?: string;
  readonly traceparents: number;
  readonly agrees: boolean;
  readonly next?: Answer;
}

interface Pair {
  readonly receiver: Receiver;
  readonly first: Service;
  readonly second: Service;
}

/** Two services, of which the first calls the second. */
async function startPair(protocol: string, settings: { TRUST?: string; OTEL_TRACES_SAMPLER?: string }): Promise<Pair> {
  const receiver = await startReceiver(protocol);
  const common = { PROTOCOL: protocol, RECEIVER: receiver.url, ...settings };
  const second = await startService({ ...common, NAME: 'second', FRAMEWORK: 'fastify' });
  const first = await startService({ ...common, NAME: 'first', FRAMEWORK: 'http', NEXT: second.url });
  return { receiver, first, second };
}

/** The spans of requests, without those of connections that are opened before; there are to be `count`. */
async function exported({ receiver, first, second }: Pair, count: number): Promise<ExportedSpan[]> {
  const found = (): ExportedSpan[] => receiver.spans.filter(({ name }) => !/connect/.test(name));
  for (let round = 0; round < 20 && (round === 0 || found().length < count); round++) {
    await Promise.all([first.flush(), second.flush()]);
  }
  expect(found()).toHaveLength(count);
  return found();
}

/** Sends requests with these headers, `inFlight` at once. */
async function send(
  url: string,
  count: number,
  inFlight: number,
  headers: (i: number) => Record<string, string> = () => ({}),
): Promise<Answer[]> {
  const answers: Answer[] = [];
  let next = 0;
  const client = async (): Promise<void> => {
    for (let i = next++; i < count; i = next++) {
      answers[i] = (await (await fetch(`${url}/jobs/r${i}r`, { headers: headers(i) })).json()) as Answer;
    }
  };
  await Promise.all(Array.from({ length: inFlight }, client));
  return answers;
}

/** What a span is about, with the id of its request: `first SERVER r7r`. */
function label({ service, kind, name, attributes }: ExportedSpan): string {
  const text = JSON.stringify([name, attributes]);
  const what = name.startsWith('span') ? 'own' : /^(pg|get|set)/.exec(name)?.[0];
  return `${service} ${what ?? kind.replace('SPAN_KIND_', '')} ${/r\d+r/.exec(text)?.[0] ?? '-'}`;
}

/** The tree under a span, as nested labels, children in order of their labels. */
function tree(spans: readonly ExportedSpan[], root: ExportedSpan): unknown {
  const children = spans.filter(({ parentSpanId }) => parentSpanId === root.spanId);
  return [label(root), ...children.map((child) => tree(spans, child)).toSorted()];
}

/** The tree of each trace, which must have one root. */
function trees(spans: readonly ExportedSpan[], rootParent?: string): Map<string, unknown> {
  const traces = new Map<string, ExportedSpan[]>();
  for (const span of spans) traces.set(span.traceId, [...(traces.get(span.traceId) ?? []), span]);
  return new Map(
    [...traces].map(([traceId, members]) => {
      const known = new Set(members.map(({ spanId }) => spanId));
      const roots = members.filter(({ parentSpanId }) => parentSpanId === undefined || !known.has(parentSpanId));
      expect(roots.map(({ parentSpanId }) => parentSpanId)).toEqual([rootParent]);
      return [traceId, tree(members, roots[0] as ExportedSpan)];
    }),
  );
}

const inOne = (service: string, id: string): string[][] => [
  [`${service} get ${id}`],
  [`${service} own ${id}`],
  [`${service} pg ${id}`],
  [`${service} set ${id}`],
];
const expectedTree = (id: string): unknown => [
  `first SERVER ${id}`,
  ...[[`first CLIENT ${id}`, [`second SERVER ${id}`, ...inOne('second', id)]], ...inOne('first', id)].toSorted(),
];

describe.skipIf(missing.length > 0)(`PostgreSQL, Redis and undici under two services${NOT_HERE}`, () => {
  it.each(['json', 'protobuf', 'grpc'])(
    '400 requests, 40 in flight, are one tree each, by OTLP as %s',
    async (protocol) => {
      const pair = await startPair(protocol, {});
      const answers = await send(pair.first.url, 400, 40);
      const byTrace = trees(await exported(pair, 400 * SPANS));
      expect(byTrace.size).toBe(400);
      for (const [i, { id, requestId, traceId, traceparents, agrees, next }] of answers.entries()) {
        expect(id).toBe(`r${i}r`);
        expect(byTrace.get(traceId)).toEqual(expectedTree(id));
        expect([requestId, next?.requestId, next?.traceId]).toEqual([traceId, traceId, traceId]);
        expect([traceparents, next?.traceparents, agrees, next?.agrees]).toEqual([0, 1, true, true]);
      }
    },
    120_000,
  );

  it('continues the trace of the caller, with its tracestate and baggage, where it is trusted', async () => {
    const pair = await startPair('json', {});
    const ids = Array.from({ length: 30 }, (_, i) => `${i + 10}`.repeat(16));
    const parent = 'b7ad6b7169203331';
    const answers = await send(pair.first.url, 30, 10, (i) => ({
      traceparent: `00-${ids[i]}-${parent}-01`,
      baggage: `user=u${i}`,
    }));
    const byTrace = trees(await exported(pair, 30 * SPANS), parent);
    expect([...byTrace.keys()].toSorted()).toEqual(ids.toSorted());
    for (const [i, answer] of answers.entries()) {
      expect(byTrace.get(ids[i] as string)).toEqual(expectedTree(`r${i}r`));
      expect([answer.traceId, answer.baggage, answer.next?.baggage]).toEqual([ids[i], `u${i}`, `u${i}`]);
    }
  }, 120_000);

  it.each(['link', 'ignore'])(
    'starts a trace of its own where trust is %s',
    async (TRUST) => {
      const pair = await startPair('json', { TRUST });
      const brought = '0af7651916cd43dd8448eb211c80319c';
      const [answer] = await send(pair.first.url, 1, 1, () => ({ traceparent: `00-${brought}-b7ad6b7169203331-01` }));
      expect(answer?.traceId).not.toBe(brought);
      expect(answer?.next?.traceId).not.toBe(answer?.traceId);
      const servers = (await exported(pair, SPANS)).filter(({ kind }) => kind === 'SPAN_KIND_SERVER');
      expect(servers.map(({ parentSpanId }) => parentSpanId)).toEqual([undefined, undefined]);
      const linked = servers.map(({ links }) => links?.map(({ traceId }) => traceId) ?? []);
      const expected = TRUST === 'link' ? [[answer?.traceId], [brought]] : [[], []];
      expect(linked.toSorted((a, b) => Number(a[0] === brought) - Number(b[0] === brought))).toEqual(expected);
    },
    60_000,
  );

  it('exports nothing where nothing is sampled, and says so to the next service', async () => {
    const pair = await startPair('json', { OTEL_TRACES_SAMPLER: 'always_off' });
    const answers = await send(pair.first.url, 20, 10);
    await exported(pair, 0);
    for (const { traceId, next } of answers) expect(next?.traceId).toBe(traceId);
  }, 60_000);

  it('samples whole traces, or nothing of them', async () => {
    const pair = await startPair('json', { OTEL_TRACES_SAMPLER: 'parentbased_always_on' });
    await send(pair.first.url, 40, 10, (i) => ({
      traceparent: `00-${`${i + 10}`.repeat(16)}-b7ad6b7169203331-0${i % 2}`,
    }));
    const byTrace = trees(await exported(pair, 20 * SPANS), 'b7ad6b7169203331');
    expect(byTrace.size).toBe(20);
    for (const [traceId, found] of byTrace)
      expect(found).toEqual(expectedTree(`r${Number(traceId.slice(0, 2)) - 10}r`));
  }, 60_000);
});
