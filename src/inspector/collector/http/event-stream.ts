import type { ServerResponse } from 'node:http';

import type { FindingView, InspectorEvent, InspectorStatus, OutsideLine } from '../../api.js';
import type { HeldRequest } from '../store/held-request.js';
import type { RequestStore } from '../store/request-store.js';

const PERIOD = 100;
const MAX_READERS = 32;
/** How many requests one message has at most. */
const MAX_REQUESTS = 200;
/** The same of lines outside of requests. */
const MAX_LINES = 200;
/** How many messages are kept for whoever comes back, and how many characters of them. */
const MAX_KEPT = 100;
const MAX_KEPT_LENGTH = 2 ** 22;
/** How many bytes may wait for a reader. */
const MAX_WAITING = 2 ** 21;

/** The stream of events: at most ten messages a second, to each reader the same. Source: HTML, "Server-sent events". */
export class EventStream {
  readonly #store: RequestStore;
  readonly #status: () => InspectorStatus;
  readonly #readers = new Set<ServerResponse>();
  readonly #kept: { readonly id: number; readonly text: string }[] = [];
  readonly #requests = new Set<HeldRequest>();
  readonly #findings = new Set<FindingView>();
  #keptLength = 0;
  #lines: OutsideLine[] = [];
  #skippedLines = 0;
  #isLinesTurn = true;
  #isCleared = false;
  /** How many changed requests nobody is told of. */
  #skipped = 0;
  #isStatusDue = false;
  /** How many messages came since the last status. */
  #sinceStatus = 0;
  #next = 1;
  #timer: NodeJS.Timeout | undefined;

  constructor(store: RequestStore, status: () => InspectorStatus) {
    this.#store = store;
    this.#status = status;
    store.listen({
      request: (request) => {
        this.#requests.delete(request);
        this.#requests.add(request);
        if (this.#requests.size > 4 * MAX_REQUESTS) this.#skip();
        this.changed();
      },
      dropped: () => {}, // readers may show it still
      finding: (finding) => {
        this.#findings.add(finding);
        this.changed();
      },
      line: (line) => {
        this.#lines.push(line);
        if (this.#lines.length > 2 * MAX_LINES) this.#skipLines();
        this.changed();
      },
      cleared: () => {
        this.#isCleared = true;
        this.changed();
      },
    });
  }

  /** Something of the status has changed, too. */
  changed(): void {
    this.#isStatusDue = true;
    this.#timer ??= setTimeout(() => this.#tick(), PERIOD).unref();
  }

  /** Sends events from now on; before that, what came after the event `lastId`, if that is known. */
  open(response: ServerResponse, lastId: string | undefined): void {
    if (this.#readers.size >= MAX_READERS) {
      response.writeHead(503).end();
      return;
    }
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
    response.write('retry: 1000\n\n');
    this.#readers.add(response);
    response.on('close', () => this.#readers.delete(response));
    if (lastId !== undefined) this.#resume(response, Number(lastId));
    this.changed();
  }

  close(): void {
    clearTimeout(this.#timer);
    for (const reader of this.#readers) reader.destroy();
  }

  #resume(response: ServerResponse, lastId: number): void {
    const first = this.#kept[0]?.id ?? this.#next;
    if (lastId < this.#next && lastId >= first - 1) {
      for (const { id, text } of this.#kept) if (id > lastId) response.write(text);
    } else response.write(messageOf(this.#next - 1, { type: 'reset' }));
  }

  /** Only the newest ones of very many are told of. */
  #skip(): void {
    for (const request of this.#requests) {
      if (this.#requests.size <= MAX_REQUESTS) break;
      this.#requests.delete(request);
      this.#skipped++;
    }
  }

  #skipLines(): void {
    const skipped = Math.max(0, this.#lines.length - MAX_LINES);
    this.#lines.splice(0, skipped);
    this.#skippedLines += skipped;
  }

  /** One message each time. What is rare goes first: under load there are requests each time. */
  #tick(): void {
    this.#timer = undefined;
    const event = this.#nextEvent();
    if (event !== undefined) this.#send(event);
    if (
      this.#isCleared ||
      this.#findings.size > 0 ||
      this.#lines.length > 0 ||
      this.#requests.size > 0 ||
      this.#isStatusDue
    )
      this.#timer = setTimeout(() => this.#tick(), PERIOD).unref();
  }

  #nextEvent(): InspectorEvent | undefined {
    if (this.#isCleared) {
      this.#isCleared = false;
      this.#requests.clear();
      this.#lines = [];
      return { type: 'reset' };
    }
    if (this.#findings.size > 0) {
      const findings = [...this.#findings];
      this.#findings.clear();
      return { type: 'findings', findings };
    }
    if (this.#lines.length > 0 && (this.#isLinesTurn || this.#requests.size === 0)) return this.#newLines();
    this.#isLinesTurn = true;
    const isStatusNext = this.#isStatusDue && (this.#requests.size === 0 || ++this.#sinceStatus >= 5);
    if (!isStatusNext && this.#requests.size > 0) return this.#changedRequests();
    if (!this.#isStatusDue) return undefined;
    this.#isStatusDue = false;
    this.#sinceStatus = 0;
    return { type: 'status', status: this.#status() };
  }

  #newLines(): InspectorEvent {
    this.#isLinesTurn = false; // requests go first the next time
    this.#skipLines();
    const [lines, skipped] = [this.#lines, this.#skippedLines];
    this.#lines = [];
    this.#skippedLines = 0;
    return { type: 'lines', lines, skipped };
  }

  #changedRequests(): InspectorEvent {
    this.#skip();
    const requests = [...this.#requests].filter((request) => this.#store.has(request));
    const skipped = this.#skipped;
    this.#skipped = 0;
    this.#requests.clear();
    return { type: 'requests', requests: requests.map((request) => request.summary()), skipped };
  }

  #send(event: InspectorEvent): void {
    const text = messageOf(this.#next, event);
    this.#kept.push({ id: this.#next++, text });
    this.#keptLength += text.length;
    while (this.#kept.length > MAX_KEPT || this.#keptLength > MAX_KEPT_LENGTH)
      this.#keptLength -= this.#kept.shift()?.text.length ?? 0;
    for (const reader of this.#readers) {
      reader.write(text);
      // It comes back by itself, and goes on from where it was.
      if (reader.writableLength > MAX_WAITING) reader.destroy();
    }
  }
}

function messageOf(id: number, event: InspectorEvent): string {
  return `id: ${id}\ndata: ${JSON.stringify(event)}\n\n`;
}
