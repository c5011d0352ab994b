// BullMQ against Redis: what the recipe does not show.
import { createRequire } from 'node:module';

import { describe, expect, it, onTestFinished } from 'vitest';

import { headersOf, telemetry } from '../../../src/carriers/bullmq/index.js';
import { CTX_REQUEST_ID, ContextVar, type Span } from '../../../src/index.js';
import { runJob } from '../../../src/jobs/index.js';
import { cuttable } from '../../support/cuttable.js';
import { folderOf } from '../../support/frameworks/installed.js';
import { until as untilSoon } from '../../support/until.js';
import { addressOf } from '../../slow/truth/servers.js';
import { collectGarbage } from '../matrix/collect-garbage.js';
import { lacking } from './run-recipe.js';

interface Closable {
  close(force?: boolean): Promise<void>;
  on(event: string, listener: (...args: never[]) => void): void;
}
interface Queue extends Closable {
  add(name: string, data: object, options?: object): Promise<unknown>;
  addBulk(jobs: object[]): Promise<unknown>;
  upsertJobScheduler(id: string, repeat: object, template?: object): Promise<unknown>;
  removeJobScheduler(id: string): Promise<unknown>;
  obliterate(options: object): Promise<void>;
}
interface Job {
  readonly name: string;
  readonly data: { readonly order?: number };
  readonly attemptsMade: number;
  readonly repeatJobKey?: string;
  readonly opts?: { readonly telemetry?: { readonly metadata?: string } };
}
interface BullMQ {
  Queue: new (name: string, options: object) => Queue;
  Worker: new (name: string, processor: (job: Job) => unknown, options: object) => Closable;
  FlowProducer: new (options: object) => Closable & { add(flow: object): Promise<unknown> };
}

const bullmq = createRequire(import.meta.url)(`${folderOf('brokers')}/node_modules/bullmq`) as BullMQ;
const until = (condition: () => boolean): Promise<void> => untilSoon(condition, 20);
const { isLacking, note } = await lacking('Redis');
const url = addressOf('Redis');
let names = 0;

/** A queue of its own, and a worker that calls `handle` in a job for each of its jobs. */
function open(
  handle: (job: Job, span: Span) => unknown,
  {
    at = url,
    parent = 'continue',
    ofWorker = {},
  }: { at?: string; parent?: 'continue' | 'link'; ofWorker?: object } = {},
) {
  const name = `test-${process.pid}-${names++}`;
  const queue = new bullmq.Queue(name, { connection: { url }, telemetry });
  const run = (job: Job): unknown =>
    runJob({ name: job.name, from: headersOf(job), parent }, async (span) => handle(job, span));
  const options = { connection: { url: at }, concurrency: 50, drainDelay: 1, ...ofWorker };
  const worker = new bullmq.Worker(name, run, options);
  worker.on('error', () => {}); // a connection that is cut
  onTestFinished(async () => {
    await worker.close(true);
    await queue.obliterate({ force: true });
    await queue.close();
  });
  return { name, queue, worker };
}

/** Adds in a job of its own, and gives its ids. */
const addIn = (add: () => Promise<unknown>): Promise<{ id: string; trace: string }> =>
  runJob({ name: 'sender' }, async ({ requestId: id, traceId: trace }) => (await add(), { id, trace }));

describe.skipIf(isLacking)(`jobs of BullMQ${note}`, () => {
  it('200 at once go on with the request of who added them, and mix nothing', async () => {
    const ORDER = new ContextVar<number>('order');
    const seen = new Map<number, string>();
    const wrong: unknown[] = [];
    const { queue } = open(async ({ data: { order = 0 } }) => {
      const id = CTX_REQUEST_ID.get();
      ORDER.set(order);
      for (let i = 0; i < 3; i++) {
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 5));
        if (CTX_REQUEST_ID.get() !== id || ORDER.get() !== order) wrong.push([order, id]);
      }
      seen.set(order, id);
    });
    const orders = Array.from({ length: 200 }, (_, order) => order);
    const sent = await Promise.all(orders.map((order) => addIn(() => queue.add('charge', { order }))));
    await until(() => seen.size === 200);
    expect(wrong).toEqual([]);
    expect(orders.map((order) => seen.get(order))).toEqual(sent.map(({ id }) => id));
  });

  it('are all attempts of what was sent: each links to the sender', async () => {
    const spans: Span[] = [];
    const fail = (job: Job, span: Span): void => {
      spans.push(span);
      if (spans.length < 3) throw new RangeError(`attempt ${job.attemptsMade}`);
    };
    const { queue } = open(fail, { parent: 'link' });
    const { trace } = await addIn(() => queue.add('charge', {}, { attempts: 3, backoff: 1 }));
    await until(() => spans.length === 3 && spans.every(({ ended }) => ended));
    expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(3);
    expect(spans.map(({ links }) => links.map(({ traceId }) => traceId))).toEqual([[trace], [trace], [trace]]);
    expect(spans.map(({ error }) => (error as Error | undefined)?.message)).toEqual([
      'attempt 0',
      'attempt 1',
      undefined,
    ]);
  });

  it('delayed, in bulk, and added within another job go on, too', async () => {
    const seen: [string, string][] = [];
    const { queue } = open(async ({ name }) => {
      seen.push([name, CTX_REQUEST_ID.get()]);
      if (name === 'first') await queue.add('second', {});
    });
    const { id } = await addIn(async () => {
      await queue.add('delayed', {}, { delay: 20 });
      await queue.addBulk([
        { name: 'bulk', data: {} },
        { name: 'first', data: {} },
      ]);
    });
    await until(() => seen.length === 4);
    expect(Object.fromEntries(seen)).toEqual({ delayed: id, bulk: id, first: id, second: id });
  });

  it('added by nobody have an id of their own', async () => {
    const seen: string[] = [];
    const { queue } = open(() => seen.push(CTX_REQUEST_ID.get()));
    await queue.add('a', {});
    await queue.add('b', {});
    await until(() => seen.length === 2);
    expect(new Set(seen).size).toBe(2);
  });

  // Nest passes the telemetry of its queues to its workers, too.
  it.each([
    ['', {}],
    [', whose telemetry the worker has, too', { telemetry }],
  ])('of a scheduler have an id for each run, whatever job of another was done before%s', async (_, ofWorker) => {
    const runs: { id: string; links: string[] }[] = [];
    const handle = ({ name, repeatJobKey }: Job, span: Span): void => {
      if (name !== 'nightly') return;
      expect(repeatJobKey).toBe('nightly');
      runs.push({ id: CTX_REQUEST_ID.get(), links: span.links.map(({ traceId }) => traceId) });
    };
    const { queue } = open(handle, { parent: 'link', ofWorker });
    const { trace } = await addIn(() => queue.upsertJobScheduler('nightly', { every: 30 }, { name: 'nightly' }));
    const others = new Set<string>();
    while (runs.length < 4) others.add((await addIn(() => queue.add('other', {}))).trace);
    await queue.removeJobScheduler('nightly');
    expect(new Set(runs.map(({ id }) => id)).size).toBe(runs.length);
    expect(runs.map(({ links }) => links)).toEqual(runs.map(() => [trace]));
    expect(others.size).toBeGreaterThan(4);
  });

  it('of a scheduler that nobody has set up link to nobody', async () => {
    const links: unknown[] = [];
    const { queue } = open(({ name }, span) => name === 'nightly' && links.push(span.links), { parent: 'link' });
    await queue.upsertJobScheduler('nightly', { every: 30 }, { name: 'nightly' });
    while (links.length < 3) await addIn(() => queue.add('other', {}));
    await queue.removeJobScheduler('nightly');
    expect(links.filter((each) => (each as unknown[]).length > 0)).toEqual([]);
  });

  it('of a flow go on where BullMQ sends the metadata: nodes with options', async () => {
    const seen: [string, string][] = [];
    const { name: queueName } = open(({ name }) => seen.push([name, CTX_REQUEST_ID.get()]));
    const flow = new bullmq.FlowProducer({ connection: { url }, telemetry });
    onTestFinished(() => flow.close());
    const node = (name: string, children: object[] = []): object => ({ name, queueName, data: {}, opts: {}, children });
    const { id } = await addIn(() => flow.add(node('parent', [node('child-1'), node('child-2')])));
    await until(() => seen.length === 3);
    expect(Object.fromEntries(seen)).toEqual({ parent: id, 'child-1': id, 'child-2': id });
  });

  it('keep their ids, and are not lost, when the connection to Redis is cut in mid-flight', async () => {
    const proxy = await cuttable(url);
    const done = new Map<number, Set<string>>();
    let begun = 0;
    const work = async ({ data: { order = 0 } }: Job): Promise<void> => {
      const id = CTX_REQUEST_ID.get();
      begun++;
      await new Promise((resolve) => setTimeout(resolve, 20));
      done.set(order, (done.get(order) ?? new Set()).add(id).add(CTX_REQUEST_ID.get()));
    };
    const { queue } = open(work, { at: proxy.url, ofWorker: { stalledInterval: 500, lockDuration: 500 } });
    const orders = Array.from({ length: 60 }, (_, order) => order);
    const sent = await Promise.all(
      orders.map((order) => addIn(() => queue.add('charge', { order }, { removeOnComplete: true }))),
    );
    await until(() => begun > 10);
    proxy.cut();
    await until(() => done.size === orders.length);
    expect(orders.map((order) => [...(done.get(order) ?? [])])).toEqual(sent.map(({ id }) => [id]));
  });

  it('leave nothing behind in a worker that lives on', async () => {
    const kept: WeakRef<object>[] = [];
    const PAYLOAD = new ContextVar<object>('payload');
    const { queue, worker } = open((_, span) => {
      const payload = {};
      PAYLOAD.set(payload);
      kept.push(new WeakRef(payload), new WeakRef(span));
    });
    for (let i = 0; i < 20; i++) await addIn(() => queue.add('charge', {}, { removeOnComplete: true }));
    await until(() => kept.length === 40);
    await new Promise((resolve) => setTimeout(resolve, 50));
    await collectGarbage();
    expect(kept.filter((reference) => reference.deref() !== undefined)).toEqual([]);
    expect(worker).toBeDefined();
  });
});
