import { assertFunction } from '../core/assert-argument.js';
import { isThenable } from '../core/is-thenable.js';
import { processPolicy } from '../request/arrive/process-policy.js';
import { unownedContext } from '../request/run/current-span.js';
import { RequestTask } from '../request/run/request-task.js';
import type { Span } from '../request/span/span.js';
import { checkJob, type JobOptions } from './job-options.js';
import { jobPolicy } from './job-policy.js';
import { jobScope } from './job-scope.js';

/** Options without a hook, for which a job could have to wait. */
type WithoutHooks = JobOptions & { readonly span?: undefined; readonly requestBefore?: undefined };

/**
 * Calls `fn(span)` as a job: work that is no request, such as a run of a cron job, a message of a queue, or a command. The job
 * runs in a task of its own and inherits from no request and from no other job. It has ids, log fields, hooks and an access line
 * as a request has them, with `job` in place of `method` and `path`.
 *
 * Returns what `fn` returns, or a promise of that if the hook `requestBefore` returns a promise. The span ends when `fn` has
 * returned, or its promise has settled. If `fn` throws, the span has the error, and the caller gets it as it was thrown.
 *
 * Throws `TL_ERR_INVALID_ARGUMENT` if `name` is not a string, or empty, if `from` or `links` are not carriers, or if `fn` is not a function;
 * `TL_ERR_INVALID_OPTION`, naming the option, for an unknown or a wrong one. It never throws for what a message brings.
 *
 *     await runJob({ name: 'nightly-report' }, () => report());
 *     await runJob({ name: 'orders', from: message.properties.headers }, () => handle(message));
 */
export function runJob<T>(options: JobOptions, fn: (span: Span) => PromiseLike<T>): Promise<T>;
export function runJob<R>(options: WithoutHooks, fn: (span: Span) => R): R;
export function runJob<R>(options: JobOptions, fn: (span: Span) => R): R | Promise<Awaited<R>>;
export function runJob(options: JobOptions, fn: (span: Span) => unknown): unknown {
  const job = checkJob(options);
  assertFunction(fn, 'fn');
  const scope = jobScope(job);
  const policy = jobPolicy(job);
  processPolicy()?.beforeJob?.();
  const task = new RequestTask(scope, policy, unownedContext(), false);
  return task.start(() => runToEnd(task, fn));
}

/** Runs inside the task: a thenable that starts when it is awaited, such as a query of knex, starts there. */
function runToEnd(task: RequestTask, fn: (span: Span) => unknown): unknown {
  const ended = (value: unknown): unknown => (task.end(), value);
  const failed = (error: unknown): never => {
    task.fail(error);
    task.end();
    throw error;
  };
  try {
    const result = fn(task.span as Span);
    return isThenable(result) ? Promise.resolve(result).then(ended, failed) : ended(result);
  } catch (error) {
    return failed(error);
  }
}
