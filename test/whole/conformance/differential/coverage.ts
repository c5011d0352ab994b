import { allStatements, type Kind, type Program, type Trace } from './program.js';

/** What happened in the programs that were run, so that a test can say that they reach what they should. */
export class Coverage {
  /** How often each kind of statement was executed. */
  readonly kinds = new Map<Kind, number>();
  /** How often each error was observed. */
  readonly errors = new Map<string, number>();
  /** The same by kind of statement, as in `task TL_ERR_CONTEXT_ENTERED`. */
  readonly places = new Map<string, number>();
  /** The most tasks that were parked at once. */
  depth = 0;
  /** How many programs did not come to their end. */
  unfinished = 0;

  add(program: Program, trace: Trace): void {
    const kinds = new Map(allStatements(program.body).map(({ id, kind }) => [id, kind]));
    if (JSON.stringify(trace.at(-1)) !== '["main","ended",true]') this.unfinished++;
    for (const [task, id, result] of trace) {
      if (typeof id !== 'number') continue;
      if (task === 'driver') this.depth = Math.max(this.depth, id);
      const kind = task === 'driver' ? undefined : kinds.get(id);
      if (kind !== undefined) this.#addResult(kind, result);
    }
  }

  #addResult(kind: Kind, result: unknown): void {
    increment(this.kinds, kind);
    if (typeof result !== 'string' || !/^(TL_ERR_|THROWN|UNEXPECTED)/.test(result)) return;
    increment(this.errors, result);
    increment(this.places, `${kind} ${result}`);
  }

  toString(): string {
    return `${list(this.kinds)}; ${list(this.errors)}; at most ${this.depth} tasks parked at once`;
  }
}

function increment<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function list(counts: ReadonlyMap<string, number>): string {
  return [...counts].map(([name, count]) => `${name} ${count}`).join(', ');
}
