import type { OutgoingHttpHeaders } from 'node:http';

import type { MessageHeaders } from '../../../index.js';

/** The headers of a response in an object that is about to go out, live. The application may have written their names in any case. */
export class RecordHeaders implements MessageHeaders {
  readonly #headers: OutgoingHttpHeaders;

  constructor(headers: OutgoingHttpHeaders) {
    this.#headers = headers;
  }

  get(name: string): string | null {
    const value = this.#headers[this.#keyOf(name)];
    return value === undefined ? null : Array.isArray(value) ? value.join(', ') : String(value);
  }

  has(name: string): boolean {
    return this.#headers[this.#keyOf(name)] !== undefined;
  }

  set(name: string, value: string): void {
    this.#headers[this.#keyOf(name)] = value;
  }

  /** A loop: it runs for each request of a framework that hands all headers over at once. */
  #keyOf(name: string): string {
    const lower = name.toLowerCase();
    for (const key in this.#headers) {
      if (key.length === lower.length && (key === lower || key.toLowerCase() === lower)) return key;
    }
    return lower;
  }
}
