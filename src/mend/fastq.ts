import { beforeCalls, bindCallbacks, type Callback } from './bind-callbacks.js';
import { exportOf, hasMethods } from './recognize.js';
import { JobContexts } from './job-contexts.js';
import { runIn } from './captured-context.js';
import { keepWatch } from './watch.js';

type MakeQueue = (...args: unknown[]) => object;

/** What fastq 1 exports: a function that makes queues, and another one that makes queues with promises. */
interface Fastq extends MakeQueue {
  readonly promise: MakeQueue;
}

const METHODS = ['push', 'unshift', 'getQueue', 'kill', 'killAndDrain'];

export function isFastq(exported: object): exported is Fastq {
  return exportOf(exported, 'name') === 'fastqueue' && hasMethods(exported, ['promise']);
}

/** The same, but each job is worked off, and its callback called, in the context in which it was pushed. */
export function mendedFastq(original: Fastq): Fastq {
  return Object.assign(mended(original), original, { promise: mended(original.promise) });
}

function mended(original: MakeQueue): MakeQueue {
  return keepWatch(function fastqueue(this: unknown, ...args: unknown[]): object {
    const jobs = new JobContexts();
    const at = args.findIndex((arg) => typeof arg === 'function');
    if (at === -1) return Reflect.apply(original, this, args);
    const queue = Reflect.apply(original, this, args.with(at, inContexts(args[at] as Callback, jobs)));
    if (hasMethods(queue, METHODS)) mendQueue(queue, jobs);
    return queue;
  });
}

function inContexts(worker: Callback, jobs: JobContexts): Callback {
  return function work(...args) {
    return runIn(jobs.take(args[0]), () => Reflect.apply(worker, this, args));
  };
}

function mendQueue(queue: object, jobs: JobContexts): void {
  bindCallbacks(queue, ['push', 'unshift'], 1);
  beforeCalls(queue, ['push'], ([job]) => jobs.add(job));
  beforeCalls(queue, ['unshift'], ([job]) => jobs.add(job, { isFirst: true }));
  beforeCalls(queue, ['kill', 'killAndDrain', 'abort'], () => jobs.clear());
}
