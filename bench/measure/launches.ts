import type { Round } from './interleave.js';
import { Worker } from './worker.js';

/** Several processes of one worker, for the compiler does not decide alike in all. The rounds go to them in turn. */
export class Launches {
  readonly #workers: readonly Worker[];

  private constructor(workers: readonly Worker[]) {
    this.#workers = workers;
  }

  static async start(count: number, ...rest: Parameters<typeof Worker.start>): Promise<Launches> {
    return new Launches(await Promise.all(Array.from({ length: count }, () => Worker.start(...rest))));
  }

  get count(): number {
    return this.#workers.length;
  }

  /** Rounds of these processes. `request` makes of a number of operations what they are asked; they answer in nanoseconds. */
  rounds(request: (operations: number) => unknown): Round {
    return (operations, turn) => this.at(turn).ask<number>(request(operations));
  }

  /** The process whose turn it is. */
  at(turn: number): Worker {
    return this.#workers[turn % this.#workers.length] as Worker;
  }

  stop(): void {
    for (const worker of this.#workers) worker.stop();
  }
}

/** Starts several, and stops all when `use` is through: what one of them leaves behind would disturb the others. */
export async function withLaunches<K, R>(
  started: ReadonlyMap<K, Promise<Launches>>,
  use: (launches: ReadonlyMap<K, Launches>) => Promise<R>,
): Promise<R> {
  const launches = new Map<K, Launches>();
  try {
    for (const [key, one] of started) launches.set(key, await one);
    return await use(launches);
  } finally {
    for (const one of await Promise.allSettled(started.values())) if (one.status === 'fulfilled') one.value.stop();
  }
}
