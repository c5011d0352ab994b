import type { HeldRequest } from '../store/held-request.js';
import type { RequestStore } from '../store/request-store.js';
import { eventsOf, restoreRequest } from './kept-events.js';
import type { RequestFile } from './request-file.js';

const PERIOD = 1000;

/**
 * Keeps the requests of a store that have ended in a file: what the store drops goes from there, too. It writes once a second at most.
 * Where that fails, it says so once, and keeps nothing more.
 */
export class KeptRequests {
  readonly #file: Pick<RequestFile, 'read' | 'write' | 'close'>;
  readonly #warn: (message: string) => void;
  readonly #changed = new Set<HeldRequest>();
  readonly #gone = new Set<number>();
  /** Those that the file has. */
  readonly #written = new WeakSet<HeldRequest>();
  readonly #stopListening: () => void;
  #timer: NodeJS.Timeout | undefined;
  #isOpen = true;

  /** Fills the store, which holds nothing yet, from the file. Throws `TL_ERR_INVALID_OPTION` for a broken one. */
  constructor(
    file: Pick<RequestFile, 'read' | 'write' | 'close'>,
    store: RequestStore,
    warn: (message: string) => void,
  ) {
    this.#file = file;
    this.#warn = warn;
    this.#stopListening = store.listen({
      request: (request) => {
        if (request.state !== 'running') this.#changed.add(request);
        this.#timer ??= setTimeout(() => this.#write(), PERIOD).unref();
      },
      dropped: (request) => {
        this.#changed.delete(request);
        if (this.#written.has(request)) this.#gone.add(request.sequence);
      },
      finding: () => {},
      cleared: () => (this.#timer ??= setTimeout(() => this.#write(), PERIOD).unref()),
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
      if (request === undefined || !store.has(request)) this.#gone.add(sequence);
      else this.#written.add(request);
    }
    this.#changed.clear(); // the file has them
  }

  #write(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (!this.#isOpen || (this.#changed.size === 0 && this.#gone.size === 0)) return;
    const rows = [...this.#changed].map((request) => ({ sequence: request.sequence, events: eventsOf(request) }));
    try {
      this.#file.write(rows, this.#gone);
    } catch (error) {
      this.#warn(`requests are kept in memory only from now on. ${(error as Error).message}`);
      return this.#stop();
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
