import type { Finding } from './finding.js';

/** No process has more causes to mend at once, nor more ways to come to them. */
const MAX_CAUSES = 200;
const MAX_WAYS = 2000;

type Listener = (finding: Finding) => void;
type SightingListener = (finding: Finding, request: object) => void;

/** What was found so far: one finding for each cause, counted. */
export class Findings {
  readonly #byCause = new Map<string, Finding>();
  /** By the stacks on which they were seen: what a stack means is found out once. */
  readonly #byWay = new Map<string, Finding | undefined>();
  /** Of which requests a finding was counted. */
  readonly #requests = new Map<Finding, WeakSet<object>>();
  readonly #faulty = new Set<string>();
  readonly #listeners = new Set<Listener>();
  readonly #sightingListeners = new Set<SightingListener>();

  /**
   * Counts what was seen on this way of a request, which stands for it as an object, its scope; once for each. `make` makes the finding
   * the first time, and gives nothing where it is none.
   */
  add(way: string, request: object, make: () => Finding | undefined): void {
    if (!this.#byWay.has(way)) {
      if (this.#byWay.size >= MAX_WAYS) return;
      this.#byWay.set(way, this.#new(make()));
    }
    const finding = this.#byWay.get(way);
    if (finding === undefined) return;
    this.#count(finding, request);
    for (const listener of this.#sightingListeners) listener(finding, request);
  }

  /** All of them, in the order in which they were seen first. What has to do with a fault is no note: it is not as it seems. */
  get all(): readonly Finding[] {
    return [...this.#byCause.values()].filter(({ severity, callback }) => {
      return severity === 'fault' || !this.#faulty.has(callback);
    });
  }

  /** Remembers that these functions, by the names of callbacks, have to do with a fault. */
  implicate(functions: readonly string[]): void {
    for (const name of functions) this.#faulty.add(name);
  }

  /** Calls `listener` with each new finding. Returns what ends that. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Calls `listener` with a finding each time that it is seen, and with the scope of the request. Returns what ends that. */
  listenToSightings(listener: SightingListener): () => void {
    this.#sightingListeners.add(listener);
    return () => void this.#sightingListeners.delete(listener);
  }

  /** Counts a request of which a finding was seen, once. */
  #count(finding: Finding, request: object): void {
    const requests = this.#requests.get(finding);
    if (requests === undefined) {
      this.#requests.set(finding, new WeakSet([request])); // a finding is made with a count of 1
    } else if (!requests.has(request)) {
      requests.add(request);
      finding.count++;
    }
  }

  #new(finding: Finding | undefined): Finding | undefined {
    if (finding === undefined) return undefined;
    const cause = `${finding.code} ${finding.callback}`;
    const known = this.#byCause.get(cause);
    if (known !== undefined) return known;
    if (this.#byCause.size >= MAX_CAUSES) return undefined;
    this.#byCause.set(cause, finding);
    for (const listener of this.#listeners) listener(finding);
    return finding;
  }
}
