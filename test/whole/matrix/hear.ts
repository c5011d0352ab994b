import type { IncomingMessage, ServerResponse } from 'node:http';

import { CTX_REQUEST_ID } from '../../../src/index.js';

/** What the listeners of requests and responses were told: `request end abc`. */
export const heard = new Set<string>();

/** Listens to all that `request` and `response` emit of their lives. */
export function hear(request: IncomingMessage, response: ServerResponse): void {
  for (const event of ['data', 'end', 'error', 'aborted', 'close']) {
    request.on(event, () => heard.add(`request ${event} ${CTX_REQUEST_ID.get()}`));
  }
  for (const event of ['finish', 'close']) {
    response.on(event, () => heard.add(`response ${event} ${CTX_REQUEST_ID.get()}`));
  }
}
