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

  #keyOf(name: string): string {
    const lower = name.toLowerCase();
    const isIt = (key: string): boolean => key.length === lower.length && key.toLowerCase() === lower;
    return Object.keys(this.#headers).find(isIt) ?? lower;
  }
}
