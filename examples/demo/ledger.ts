import { TraceCtx } from 'throughline';

import type { Visit } from './plan.js';

/** Where an id is looked at. `outside` is the code of the client, which must see none. */
export type Place = 'arrived' | 'deep' | 'log' | 'finish' | 'header' | 'close' | 'end' | 'error' | 'outside';

/** What was seen of one request. */
export interface Entry {
  readonly visit: Visit;
  /** The ids that were seen at each place. */
  readonly seen: Map<Place, string[]>;
  readonly lines: string[];
  /** How its span ended, each time that it did. */
  readonly endings: string[];
  status: number | undefined;
}

/** A request is over when its connection let go of it, its span has ended and its client has left. */
const OVER: ReadonlySet<Place> = new Set(['close', 'end', 'outside']);

/** Writes down which id was seen where. An entry is found by the url of the request, never by way of the context. */
class Ledger {
  readonly entries = new Map<string, Entry>();
  /** What belongs to no request and should not be. */
  readonly strays: string[] = [];
  #watch: (entry: Entry) => void = () => {};

  open(visit: Visit): void {
    const entry = { visit, seen: new Map(), lines: [], endings: [], status: undefined };
    this.entries.set(visit.url, entry);
  }

  /** Calls `watch` with each request that is over, for the client and for the server. */
  onOver(watch: (entry: Entry) => void): void {
    this.#watch = watch;
  }

  /** An id was seen at a place: the id of the current context unless it is given. */
  see(place: Place, url: string, id: string = TraceCtx.getId()): void {
    const entry = this.entries.get(url);
    if (entry === undefined) return;
    const ids = entry.seen.get(place);
    if (ids !== undefined) {
      ids.push(id);
      return;
    }
    entry.seen.set(place, [id]);
    if (OVER.has(place) && [...OVER].every((needed) => entry.seen.has(needed))) this.#watch(entry);
  }

  seeLine(line: string): void {
    const [, id, url] = /^\[(.*?)\] (\S+) /.exec(line) ?? [];
    if (id === undefined || url === undefined) {
      this.strays.push(`a line of no request: ${line}`);
      return;
    }
    this.see('log', url, id);
    this.entries.get(url)?.lines.push(line);
  }

  seeError(error: unknown): void {
    const [, url] = /^(\S+) /.exec(error instanceof Error ? error.message : '') ?? [];
    if (url === undefined) this.strays.push(`an error of no request: ${String(error)}`);
    else this.see('error', url);
  }

  seeOutside(): void {
    const id = TraceCtx.getId();
    if (id !== '') this.strays.push(`the id ${id} outside any request`);
  }
}

export const ledger = new Ledger();
