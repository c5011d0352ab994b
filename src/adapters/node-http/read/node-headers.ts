import type { ServerResponse } from 'node:http';

import type { MessageHeaders } from '../../../index.js';

/** The headers of a response of Node's HTTP server, live. */
export class NodeHeaders implements MessageHeaders {
  readonly #response: ServerResponse;

  constructor(response: ServerResponse) {
    this.#response = response;
  }

  get(name: string): string | null {
    const value = this.#response.getHeader(name);
    return value === undefined ? null : Array.isArray(value) ? value.join(', ') : String(value);
  }

  has(name: string): boolean {
    return this.#response.hasHeader(name);
  }

  set(name: string, value: string): void {
    this.#response.setHeader(name, value);
  }
}
