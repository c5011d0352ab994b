import type { IncomingMessage, ServerResponse } from 'node:http';

import { asksToOpenEarly } from '../../adapter.js';
import type { TracingOptions } from '../../index.js';
import { nodeTracing } from '../node-http/index.js';
import { openEarly } from './open-early.js';

/**
 * Returns middleware that traces the requests of Express 4 and 5, and of everything else that takes Connect's middleware. Use it before
 * all other middleware. Error middleware sees the id, too. Throws `TL_ERR_INVALID_OPTION` for a wrong option.
 *
 *     app.use(throughline());
 */
export function throughline(
  options?: TracingOptions,
): (request: IncomingMessage, response: ServerResponse, next: () => void) => void {
  const trace = nodeTracing(options);
  const traceRequest = (request: IncomingMessage, response: ServerResponse, next: () => void): void => {
    void trace(request, response, () => next());
  };
  if (asksToOpenEarly(options)) openEarly(traceRequest, trace);
  return traceRequest;
}
