import type { HeldRequest } from '../store/held-request.js';
import type { RequestStore } from '../store/request-store.js';
import { eventsOf, restoreRequest } from './kept-events.js';
import type { RequestFile } from './request-file.js';

const PERIOD = 1000;

/** What is needed of a file. */
type Kept = Pick<RequestFile, 'path' | 'last' | 'read' | 'write' | 'empty' | 'close'>;

/**
 * Keeps the requests of a store that have ended in a file: what the store drops goes from there, too. It writes once a second at most, and
 * at once that all is forgotten. Where writing fails, it says so once, and keeps nothing more; what is forgotten goes from the file all the same.
 */
export class KeptRequests {
  readonly #file: Kept;
  readonly #warn: (message: string) => void;
  readonly #changed = new Set<HeldRequest>();
  readonly #gone = new Set<number>();
  /** Those that the file has. */
  readonly #written = new WeakSet<HeldRequest>();
  readonly #stopListening: () => void;
  #timer: NodeJS.Timeout | undefined;
  #isOpen = true;
  /** Whether a write failed. */
  #hasFailed = false;
  /** Whether the store is filled from the file. What has no room in it stays in the file. */
  #isRestoring = true;

  /** Fills the store, which holds nothing yet, from the file. Throws `TL_ERR_INVALID_OPTION` for a broken one. */
  constructor(file: Kept, store: RequestStore, warn: (message: string) => void) {
    this.#file = file;
    this.#warn = warn;
    this.#stopListening = store.listen({
      request: (request) => {
        if (request.state !== 'running') this.#changed.add(request);
        this.#writeSoon();
      },
      dropped: (request) => {
        this.#changed.delete(request);
        this.#writeSoon();
        if (this.#written.has(request) && !this.#isRestoring) this.#gone.add(request.sequence);
      },
      finding: () => {},
      cleared: () => {}, // each that went was dropped
      forgotten: () => this.#empty(),
    });
    this.#restore(store);
  }

  /** Writes what is not written yet, and closes the file. */
  close(): void {
    this.#write();
    this.#stop();
  }

  #restore(store: RequestStore): void {
    for (const { sequence, events } of this.#file.read(store.bytesAtMost)) {
      const request = restoreRequest(store, sequence, events);
      if (request === undefined) this.#gone.add(sequence);
      else this.#written.add(request);
    }
    store.countFrom(this.#file.last());
    this.#changed.clear(); // the file has them
    this.#isRestoring = false;
  }

  #writeSoon(): void {
    this.#timer ??= setTimeout(() => this.#write(), PERIOD).unref();
  }

  /** Whatever becomes of this process: what is forgotten is not in the file when the next one reads it. */
  #empty(): void {
    if (!this.#isOpen) return;
    this.#gone.clear();
    try {
      this.#file.empty();
    } catch (error) {
      this.#warn(`${this.#file.path} still has what you deleted: ${(error as Error).message}. Delete the file`);
      this.#stop();
    }
  }

  #write(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (!this.#isOpen || this.#hasFailed || (this.#changed.size === 0 && this.#gone.size === 0)) return;
    const rows = [...this.#changed].map((request) => ({ sequence: request.sequence, events: eventsOf(request) }));
    try {
      this.#file.write(rows, this.#gone);
    } catch (error) {
      this.#warn(`from now on, requests are kept in memory only: ${(error as Error).message}`);
      this.#hasFailed = true;
      return;
    }
    for (const request of this.#changed) this.#written.add(request);
    this.#changed.clear();
    this.#gone.clear();
  }

  #stop(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#stopListening();
    this.#file.close();
  }
}
