import type { RequestSummary } from '../../api.js';

/** The most that the page itself keeps; older ones are asked for again. */
const MOST = 20_000;

/** The requests that the list has, in order of their start, and what changes them. */
export class LiveList {
  readonly #latest = new Map<string, RequestSummary>();
  /** Ascending by `sequence`, so that new ones go to the end. */
  #ordered: RequestSummary[] = [];
  /** What is shown while it is held: the list does not move under the reader. */
  #held: readonly RequestSummary[] | undefined;

  /** Oldest first, as they are shown. */
  get shown(): readonly RequestSummary[] {
    return this.#held ?? this.#ordered;
  }

  /** How many came since it is held. */
  get newer(): number {
    const last = this.#held?.at(-1)?.sequence;
    if (this.#held === undefined) return 0;
    return last === undefined ? this.#ordered.length : this.#ordered.length - this.#place(last + 1);
  }

  /** What is known of a request that is shown, which may have gone on since. */
  latest(request: RequestSummary): RequestSummary {
    return this.#latest.get(request.key) ?? request;
  }

  find(key: string): RequestSummary | undefined {
    return this.#latest.get(key);
  }

  clear(): void {
    this.#latest.clear();
    this.#ordered = [];
    this.#held = undefined;
  }

  hold(): void {
    this.#held ??= [...this.#ordered];
  }

  release(): void {
    this.#held = undefined;
  }

  put(request: RequestSummary): void {
    const known = this.#latest.get(request.key);
    if (known !== undefined && known.state !== 'running' && request.state === 'running') return; // an answer that is late
    this.#latest.set(request.key, request);
    const at = this.#place(request.sequence);
    if (this.#ordered[at]?.sequence === request.sequence) this.#ordered[at] = request;
    else if (at === this.#ordered.length) this.#ordered.push(request);
    else this.#ordered.splice(at, 0, request);
    if (this.#ordered.length > MOST * 1.1) this.#forget(this.#ordered.length - MOST);
  }

  /** Adds older ones, which are shown though it is held. */
  putOlder(requests: readonly RequestSummary[]): void {
    for (const request of requests) this.put(request);
    if (this.#held === undefined) return;
    const first = this.#held[0]?.sequence ?? Infinity;
    const older = requests.filter(({ sequence }) => sequence < first);
    this.#held = [...older.toSorted((one, other) => one.sequence - other.sequence), ...this.#held];
  }

  remove(key: string): void {
    const known = this.#latest.get(key);
    if (known === undefined || !this.#latest.delete(key)) return;
    const at = this.#place(known.sequence);
    if (this.#ordered[at]?.key === key) this.#ordered.splice(at, 1);
  }

  #forget(count: number): void {
    for (const { key } of this.#ordered.splice(0, count)) this.#latest.delete(key);
  }

  /** Where a request of that sequence is, or would be. */
  #place(sequence: number): number {
    let low = 0;
    let high = this.#ordered.length;
    if (high > 0 && (this.#ordered[high - 1]?.sequence ?? 0) < sequence) return high;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#ordered[middle]?.sequence ?? 0) < sequence) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
