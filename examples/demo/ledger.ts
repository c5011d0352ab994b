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
  /** The client has its answer, or an error, or has hung up. */
  left: boolean;
}

/** Writes down which id was seen where. An entry is found by the url of the request, never by way of the context. */
class Ledger {
  readonly entries = new Map<string, Entry>();
  /** What belongs to no request and should not be. */
  readonly strays: string[] = [];
  #watch: (entry: Entry) => void = () => {};

  open(visit: Visit): void {
    const entry = { visit, seen: new Map(), lines: [], endings: [], status: undefined, left: false };
    this.entries.set(visit.url, entry);
  }

  /** Calls `watch` with each request that is over, for the client and for the server. */
  onOver(watch: (entry: Entry) => void): void {
    this.#watch = watch;
  }

  /** An id was seen at a place: the id of the current context unless it is given. */
  see(place: Place, url: string, id: string = TraceCtx.getId()): void {
    const seen = this.entries.get(url)?.seen;
    if (seen === undefined) return;
    const ids = seen.get(place);
    if (ids === undefined) seen.set(place, [id]);
    else ids.push(id);
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

  end(url: string, ending: string): void {
    const entry = this.entries.get(url);
    if (entry === undefined) return;
    entry.endings.push(ending);
    if (entry.left) this.#watch(entry);
  }

  leave(url: string, status: number | undefined): void {
    const entry = this.entries.get(url);
    if (entry === undefined) return;
    entry.status = status;
    entry.left = true;
    if (entry.endings.length > 0) this.#watch(entry);
  }
}

export const ledger = new Ledger();
