import { pause } from '../pause.js';

/** A task of a program. Tasks are numbered in the order in which they were created. */
export interface Flow {
  readonly path: string;
  readonly number: number;
}

interface Parked {
  readonly flow: Flow;
  readonly release: () => void;
}

/** Lets one parked task go on at a time, and the next one only when nothing moves any more. `interpreter.py` has the same. */
export class Scheduler {
  #parked: Parked[] = [];
  #idle: (() => void) | undefined;

  /** Parks the task until its turn comes. */
  checkpoint(flow: Flow): Promise<void> {
    return new Promise((release) => this.#parked.push({ flow, release }));
  }

  /** Waits until no task is parked. For the main task alone. */
  idle(): Promise<void> {
    return new Promise((release) => {
      this.#idle = release;
    });
  }

  /** Runs until all is quiet for good. `onTurn` is told of each release, and how many tasks were parked then. */
  async drive(schedule: readonly number[], onTurn: (parked: number, released: string) => void): Promise<void> {
    for (let turn = 0; ; turn++) {
      await pause(); // all microtasks run before that ends
      const next = this.#take(schedule[turn % schedule.length] as number);
      if (next !== undefined) {
        onTurn(this.#parked.length + 1, next.flow.path);
        next.release();
      } else if (this.#idle !== undefined) {
        const release = this.#idle;
        this.#idle = undefined;
        release();
      } else {
        return;
      }
    }
  }

  /** Sorted, because two tasks that waited for a third may have come back in either order. */
  #take(choice: number): Parked | undefined {
    this.#parked.sort((a, b) => a.flow.number - b.flow.number);
    return this.#parked.splice(choice % (this.#parked.length || 1), 1)[0];
  }
}
