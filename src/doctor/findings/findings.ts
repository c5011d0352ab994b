import { type Finding, only } from './finding.js';

/** No process has more causes to mend at once, nor more ways to come to them. */
const MAX_CAUSES = 200;
const MAX_WAYS = 2000;

type Listener = (finding: Finding) => void;

/** What was found so far: one finding for each cause, counted. */
export class Findings {
  readonly #byCause = new Map<string, Finding>();
  /** By the stacks on which they were seen: what a stack means is found out once. */
  readonly #byWay = new Map<string, Finding | undefined>();
  readonly #listeners = new Set<Listener>();

  /** Counts what was seen on this way, and makes it the first time; `make` gives nothing where it is no finding. */
  add(way: string, make: () => Finding | undefined): void {
    if (!this.#byWay.has(way)) {
      if (this.#byWay.size >= MAX_WAYS) return;
      this.#byWay.set(way, this.#new(make()));
      return;
    }
    const known = this.#byWay.get(way);
    if (known !== undefined) known.count++;
  }

  /** All of them, in the order in which they were seen first. What is a fault of a callback is no note of it. */
  get all(): readonly Finding[] {
    const all = [...this.#byCause.values()];
    const faulty = new Set(only('fault', all).map(({ callback }) => callback));
    return all.filter(({ severity, callback }) => severity === 'fault' || !faulty.has(callback));
  }

  /** Calls `listener` with each new finding. Returns what ends that. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  #new(finding: Finding | undefined): Finding | undefined {
    if (finding === undefined) return undefined;
    const cause = `${finding.code} ${finding.callback}`;
    const known = this.#byCause.get(cause);
    if (known !== undefined) {
      known.count++;
      return known;
    }
    if (this.#byCause.size >= MAX_CAUSES) return undefined;
    this.#byCause.set(cause, finding);
    for (const listener of this.#listeners) listener(finding);
    return finding;
  }
}
