import type { InspectorEvent, InspectorStatus, OutsideLine, RequestList, RequestSummary } from '../../api.js';
import { type Filter, matchesFilter, needsCollector, NO_FILTER, writeFilter } from '../model/filter.js';
import { LiveList } from '../model/live-list.js';
import { fetchJson, fetchLines, fetchRequests } from './fetch-json.js';
import { type Connection, followEvents } from './follow-events.js';

/** How many requests are asked for at once. */
const PAGE = 200;

/** What came from the collector so far: the list, its counts, and how the stream is. It tells of changes once a frame at most. */
export class Feed {
  readonly list = new LiveList();
  status: InspectorStatus | undefined;
  connection: Connection = 'connecting';
  /** Why the list could not be read; `undefined` as a rule. */
  failure: string | undefined;
  /** The newest line that stands in no request. */
  newestOutside: OutsideLine | undefined;
  /** How often something about the lines that stand in no request was new. */
  outsideChanges = 0;
  isLoaded = false;
  #next: number | undefined;
  #filter: Filter = NO_FILTER;
  #isAsking = false;
  #isHeld = false;
  /** The highest sequence that came, whether it matches or not. */
  #newest: number | undefined;
  /** The highest sequence that is shown while the page is paused. */
  #until: number | undefined;
  /** Whether the list may lack some between what it shows and the newest. */
  #hasGap = false;
  #isRefreshDue = false;
  /** Whether what the list has is to be replaced by what is asked for. */
  #isStale = false;
  #isLoading = false;
  #loads = 0;
  /** What came while the list was asked for. */
  #meanwhile: RequestSummary[] = [];
  #isFrameDue = false;
  readonly #listeners = new Set<() => void>();
  readonly #watchers = new Map<string, () => void>();

  start(filter: Filter): void {
    this.#filter = filter;
    followEvents(
      (event) => this.#take(event),
      (connection) => {
        this.connection = connection;
        if (connection === 'broken') void this.#askWhy();
        this.#changed();
      },
    );
    void this.#load();
  }

  setFilter(filter: Filter): void {
    if (writeFilter(filter) === writeFilter(this.#filter)) return;
    this.#filter = filter;
    void this.#load();
  }

  /** Holds the list, and lets no filter bring in what is newer. */
  pause(isPaused: boolean): void {
    this.#until = isPaused ? this.#newest : undefined;
    this.hold(isPaused);
    if (!isPaused && this.#hasGap) void this.#load();
  }

  hold(isHeld: boolean): void {
    this.#isHeld = isHeld;
    if (isHeld) this.list.hold();
    else this.list.release();
    this.#changed();
  }

  /** Asks for older ones than the list has, unless there are none. */
  async loadOlder(): Promise<void> {
    if (this.#next === undefined || this.#isAsking) return;
    this.#isAsking = true;
    const filter = this.#filter;
    try {
      const { requests, next } = await fetchRequests(filter, PAGE, this.#next);
      if (filter !== this.#filter) return;
      this.list.putOlder(requests);
      this.#next = next;
      this.#changed();
    } catch {
      // it is asked for again with the next scroll
    } finally {
      this.#isAsking = false;
    }
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Calls `onChange` whenever something about the request of that key is new. One at a time for each key. */
  watch(key: string, onChange: () => void): () => void {
    this.#watchers.set(key, onChange);
    return () => this.#watchers.delete(key);
  }

  #take(event: InspectorEvent): void {
    if (event.type === 'requests') this.#takeRequests(event.requests, event.skipped);
    else if (event.type === 'status') this.status = event.status;
    else if (event.type === 'lines') this.#takeLines(event.lines);
    else if (event.type === 'reset') this.#startAgain();
    this.#changed();
  }

  #takeRequests(requests: readonly RequestSummary[], skipped: number): void {
    for (const request of requests) this.#watchers.get(request.key)?.();
    this.#noteNewest(requests);
    if (needsCollector(this.#filter)) return this.#refreshSoon();
    this.#meanwhile.push(...(this.#isLoading ? requests : []));
    for (const request of requests) this.#show(request);
    if (skipped > 0) this.#refreshSoon();
  }

  #show(request: RequestSummary): void {
    if (matchesFilter(this.#filter, request)) this.list.put(request);
    else this.list.remove(request.key);
  }

  /** One that was there before may come again. */
  #takeLines(lines: readonly OutsideLine[]): void {
    this.outsideChanges++;
    for (const line of lines) if (line.sequence >= (this.newestOutside?.sequence ?? 0)) this.newestOutside = line;
  }

  #startAgain(): void {
    for (const onChange of this.#watchers.values()) onChange();
    void this.#load();
  }

  /** A stream that breaks does not say why. */
  async #askWhy(): Promise<void> {
    try {
      this.status = await fetchJson('api/status');
      this.failure = undefined;
    } catch (error) {
      this.failure = (error as Error).message;
    }
    this.#changed();
  }

  /** Asks for the newest again: what was left out of the stream, and what only the collector can find. */
  #refreshSoon(): void {
    if (this.#isRefreshDue) return;
    this.#isRefreshDue = true;
    setTimeout(() => {
      this.#isRefreshDue = false;
      void this.#load(true);
    }, 1000);
  }

  /** Asks for the newest. Of several that are under way, only the last one counts. */
  async #load(isRefresh = false): Promise<void> {
    this.#isStale ||= !isRefresh;
    this.#isLoading = true;
    this.#meanwhile = [];
    const load = ++this.#loads;
    const until = this.#isStale ? this.#until : undefined;
    this.#hasGap = until !== undefined || (isRefresh && this.#hasGap);
    try {
      const [newest, older, status, outside] = await Promise.all([
        fetchRequests(this.#filter, PAGE),
        until === undefined ? undefined : fetchRequests(this.#filter, PAGE, until + 1),
        fetchJson<InspectorStatus>('api/status'),
        fetchLines(1),
      ]);
      if (load !== this.#loads) return;
      this.#takeList(newest, older);
      this.status = status;
      this.newestOutside = outside.lines[0];
      this.outsideChanges++;
      this.failure = undefined;
      this.isLoaded = true;
    } catch (error) {
      if (load === this.#loads) this.failure = (error as Error).message;
    }
    this.#isLoading = load !== this.#loads;
    this.#changed();
  }

  #takeList(newest: RequestList, older: RequestList = newest): void {
    if (this.#isStale) {
      this.#isStale = false;
      this.#next = older.next;
      this.list.clear();
    }
    for (const request of older.requests) if (!this.#isTooNew(request)) this.list.put(request);
    for (const request of this.#meanwhile) if (!this.#isTooNew(request)) this.#show(request); // which the answer may not have yet
    if (this.#isHeld) this.list.hold();
    for (const request of newest.requests) this.list.put(request);
    for (const request of this.#meanwhile) this.#show(request);
    this.#noteNewest(newest.requests);
  }

  #isTooNew({ sequence }: RequestSummary): boolean {
    return sequence > (this.#until ?? Infinity);
  }

  #noteNewest(requests: readonly RequestSummary[]): void {
    for (const { sequence } of requests) this.#newest = Math.max(this.#newest ?? 0, sequence);
  }

  #changed(): void {
    if (this.#isFrameDue) return;
    this.#isFrameDue = true;
    requestAnimationFrame(() => {
      this.#isFrameDue = false;
      for (const listener of this.#listeners) listener();
    });
  }
}
