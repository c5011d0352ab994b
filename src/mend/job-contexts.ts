import { type Captured, capture } from './captured-context.js';

interface Job {
  readonly captured: Captured;
  readonly priority: number;
}

/**
 * The contexts of the jobs that wait in a queue, in the order in which it hands out equal ones: so the queue, and whoever looks
 * into it, has the jobs as they are.
 */
export class JobContexts {
  readonly #jobs = new Map<unknown, Job[]>();

  /** Keeps the context of now for `job`, until that is taken. It comes behind others of its priority, or before all. */
  add(job: unknown, { priority = 0, isFirst = false } = {}): void {
    const equal = this.#jobs.get(job) ?? [];
    const at = isFirst ? 0 : equal.findLastIndex((other) => other.priority <= priority) + 1;
    equal.splice(at, 0, { captured: capture('job'), priority });
    this.#jobs.set(job, equal);
  }

  /** The context of the next job that equals this one. */
  take(job: unknown): Captured {
    const equal = this.#jobs.get(job);
    if (equal?.length === 1) this.#jobs.delete(job);
    return equal?.shift()?.captured;
  }

  /** All jobs were thrown away. */
  clear(): void {
    this.#jobs.clear();
  }
}
