import { beforeCalls, bindCallbacks, type Callback, changeCalls } from './bind-callbacks.js';
import { type Captured, runIn } from './captured-context.js';
import { exportOf, hasMethods, isNew } from './recognize.js';
import { JobContexts } from './job-contexts.js';

const QUEUE = ['push', 'pushAsync', 'kill', 'remove', 'workersList'];

const ASYNC = ['queue', 'priorityQueue', 'cargo', 'cargoQueue', 'waterfall', 'eachLimit'];

/** Lets the queues of async 3 work off each job, and call its callback, in the context in which it was pushed. */
export function mendAsync(exported: object): void {
  for (const async of [exported, exportOf(exported, 'default')])
    if (hasMethods(async, ASYNC) && isNew(async)) mendQueues(async);
}

function mendQueues(async: object): void {
  changeCalls(async, ['queue'], (original, _, args) => makeQueue(original, args, onlyOne));
  changeCalls(async, ['cargo', 'cargoQueue'], (original, _, args) => makeQueue(original, args, ofBatch));
  changeCalls(async, ['priorityQueue'], (original, _, args) => makeQueue(original, args, onlyOne, true));
}

type ContextOf = (jobs: JobContexts, taken: unknown) => Captured;

const onlyOne: ContextOf = (jobs, job) => jobs.take(job);

/** Of all jobs of a batch, if that is the same one. Else the batch belongs to nobody. */
const ofBatch: ContextOf = (jobs, batch) => {
  const contexts = new Set((batch as readonly unknown[]).map((job) => jobs.take(job)));
  return contexts.size === 1 ? [...contexts][0] : undefined;
};

function makeQueue(original: Callback, args: unknown[], contextOf: ContextOf, hasPriorities = false): unknown {
  const [worker, ...options] = args;
  if (typeof worker !== 'function') return original(...args);
  const jobs = new JobContexts();
  const queue = original(
    inContexts(worker as Callback, (taken) => contextOf(jobs, taken)),
    ...options,
  );
  if (hasMethods(queue, QUEUE)) mendQueue(queue, jobs, hasPriorities);
  return queue;
}

function inContexts(worker: Callback, contextOf: (taken: unknown) => Captured): Callback {
  function work(this: unknown, ...args: unknown[]): unknown {
    return runIn(contextOf(args[0]), () => Reflect.apply(worker, this, args));
  }
  // By it async tells apart what gives a promise from what calls back.
  return Object.defineProperty(work, Symbol.toStringTag, { value: Reflect.get(worker, Symbol.toStringTag) });
}

function mendQueue(queue: object, jobs: JobContexts, hasPriorities: boolean): void {
  const add = (data: unknown, how: Parameters<JobContexts['add']>[1]): void => {
    for (const job of Array.isArray(data) ? data : [data]) jobs.add(job, how);
  };
  bindCallbacks(queue, ['push', 'pushAsync', 'unshift', 'unshiftAsync'], 1);
  beforeCalls(queue, ['push', 'pushAsync'], ([data, priority]) =>
    add(data, hasPriorities ? { priority: (priority ?? 0) as number } : {}),
  );
  beforeCalls(queue, ['unshift', 'unshiftAsync'], ([data]) => add(data, { isFirst: true }));
  beforeCalls(queue, ['kill'], () => jobs.clear());
  changeCalls(queue, ['remove'], (original, self, [test]) => {
    const takeRemoved = (node: { readonly data: unknown }): boolean => {
      const isRemoved = Boolean((test as Callback)(node));
      if (isRemoved) jobs.take(node.data);
      return isRemoved;
    };
    return Reflect.apply(original, self, [takeRemoved]);
  });
}
