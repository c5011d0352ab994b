import type { FindingView, LineView, OutsideLine } from '../../api.js';
import type { RequestStarted } from '../../protocol/agent-event.js';
import { HeldRequest } from './held-request.js';
import { HelperLines } from './helper-lines.js';
import { OutsideLines } from './outside-lines.js';

/** A request may take so much of the room at most. */
const SHARE = 16;

const MAX_FINDINGS = 200;

/** What changed in a store: whoever listens is told of each change. */
export interface StoreListener {
  request(request: HeldRequest): void;
  /** It is held no more. */
  dropped(request: HeldRequest): void;
  finding(finding: FindingView): void;
  /** It stands in no request. Told again where it is known later which one lost it. */
  line?(line: OutsideLine): void;
  cleared(): void;
  /** Somebody wants all that have ended to be forgotten. */
  forgotten?(): void;
}

/**
 * The requests that the collector holds, within a bound of bytes. Where that is reached, traces that stand alone are dropped first, for any
 * program may send them; then the request that ended first; only where none has ended, the oldest one.
 */
export class RequestStore {
  readonly bytesAtMost: number;
  bytes = 0;
  started = 0;
  dropped = 0;
  /** The highest sequence. */
  #last = 0;
  readonly findings = new Map<string, FindingView>();
  /** They take a sixteenth of the room beside that of requests. */
  readonly outside: OutsideLines;
  readonly #helpers = new HelperLines();
  readonly #byKey = new Map<string, HeldRequest>();
  readonly #traces = new Set<HeldRequest>();
  readonly #ended = new Set<HeldRequest>();
  readonly #byTrace = new Map<string, Set<HeldRequest>>();
  /** In the order of their start; some may be dropped already. */
  #order: HeldRequest[] = [];
  readonly #listeners = new Set<StoreListener>();

  constructor(bytesAtMost: number) {
    this.bytesAtMost = bytesAtMost;
    this.outside = new OutsideLines(bytesAtMost / SHARE);
  }

  get held(): number {
    return this.#byKey.size;
  }

  get(key: string): HeldRequest | undefined {
    return this.#byKey.get(key);
  }

  has(request: HeldRequest): boolean {
    return this.#byKey.get(request.key) === request;
  }

  /** The requests of a trace, in the order of their start. */
  ofTrace(traceId: string): readonly HeldRequest[] {
    return [...(this.#byTrace.get(traceId) ?? [])];
  }

  /** Those that started before `sequence`, the newest first. */
  *newest(before = Infinity): Generator<HeldRequest> {
    for (let at = this.#order.length - 1; at >= 0; at--) {
      const request = this.#order[at] as HeldRequest;
      if (request.sequence < before && this.has(request)) yield request;
    }
  }

  listen(listener: StoreListener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** A request has started. Calls `forget` when it is dropped. */
  add(start: RequestStarted, service: string, bytes: number, forget?: () => void): HeldRequest {
    this.started++;
    return this.#hold(
      new HeldRequest(++this.#last, start, service, this.bytesAtMost / SHARE, this.#helpers, forget),
      bytes,
    );
  }

  /** One of an earlier run, which had this sequence: higher than all that are held. */
  restore(sequence: number, start: RequestStarted, service: string, bytes: number): HeldRequest {
    this.#last = sequence;
    return this.#hold(new HeldRequest(sequence, start, service, this.bytesAtMost / SHARE, this.#helpers), bytes);
  }

  /** Those that start now have higher sequences than this one. */
  countFrom(sequence: number): void {
    this.#last = Math.max(this.#last, sequence);
  }

  #hold(request: HeldRequest, bytes: number): HeldRequest {
    const { start } = request;
    this.#byKey.set(request.key, request);
    this.#order.push(request);
    const ofTrace = this.#byTrace.get(start.traceId);
    if (ofTrace !== undefined) ofTrace.add(request);
    else if (start.traceId !== '') this.#byTrace.set(start.traceId, new Set([request]));
    this.change(request, () => (request.bytes += bytes));
    return request;
  }

  /** Calls `act`, which changes a request that is held, and keeps the bound. */
  change(request: HeldRequest, act: () => unknown): void {
    if (!this.has(request)) return;
    const before = request.bytes;
    act();
    this.bytes += request.bytes - before;
    const over = request.start.kind === 'trace' ? this.#traces : this.#ended;
    if (request.state === 'running') over.delete(request);
    else over.add(request);
    for (const listener of this.#listeners) listener.request(request);
    this.#keepBound();
  }

  /** A finding that is new, or has changed. Gives the one that is held, to which requests refer. */
  addFinding(finding: FindingView): FindingView {
    const known = this.findings.get(keyOf(finding));
    if (known !== undefined) Object.assign(known, finding);
    const held = known ?? finding;
    this.keepFinding(held);
    for (const listener of this.#listeners) listener.finding(held);
    return held;
  }

  /** Holds a finding on, also where all were forgotten since. */
  keepFinding(finding: FindingView): void {
    const key = keyOf(finding);
    if (this.findings.has(key) || this.findings.size >= MAX_FINDINGS) return;
    this.findings.set(key, finding);
  }

  /** A line that stands in no request; `lostBy` are the keys of those that may have written it. */
  addOutside(line: LineView, service: string, lostBy: readonly string[], bytes: number): OutsideLine {
    const added = this.outside.add(line, service, lostBy, bytes);
    for (const listener of this.#listeners) listener.line?.(added);
    return added;
  }

  /** The request of this key may have written the line of this sequence, if that is held. */
  markLost(sequence: number, key: string): void {
    const marked = this.outside.markLost(sequence, key);
    if (marked !== undefined) for (const listener of this.#listeners) listener.line?.(marked);
  }

  drop(request: HeldRequest): void {
    if (!this.#byKey.delete(request.key)) return;
    this.bytes -= request.bytes;
    this.#traces.delete(request);
    this.#ended.delete(request);
    request.forget();
    for (const listener of this.#listeners) listener.dropped(request);
    const { traceId } = request.start;
    const ofTrace = this.#byTrace.get(traceId);
    ofTrace?.delete(request);
    if (ofTrace?.size === 0) this.#byTrace.delete(traceId);
    if (this.#order.length > 64 && this.#order.length > 2 * this.#byKey.size)
      this.#order = this.#order.filter((other) => this.has(other));
  }

  /** Drops all that have ended, the findings, and the lines outside. */
  clear(): void {
    for (const request of [...this.#traces, ...this.#ended]) this.drop(request);
    this.findings.clear();
    this.outside.clear();
    this.tellCleared();
    for (const listener of this.#listeners) listener.forgotten?.();
  }

  /** Some of those that were told of are there no more. */
  tellCleared(): void {
    for (const listener of this.#listeners) listener.cleared();
  }

  #keepBound(): void {
    while (this.bytes > this.bytesAtMost && this.#byKey.size > 0) {
      const [ended = this.#byKey.values().next().value as HeldRequest] = this.#ended;
      const [first = ended] = this.#traces;
      this.drop(first);
      this.dropped++;
    }
  }
}

/** What makes findings of several processes one. */
function keyOf({ code, place }: FindingView): string {
  return JSON.stringify([code, place.file, place.line, place.column]);
}
