import type { IncomingMessage, ServerResponse } from 'node:http';

import type { TracingOptions } from '../../index.js';
import { nodeTracing } from '../node-http/index.js';

/**
 * Middleware that traces the requests of Express 4 and 5, and of all that takes Connect's middleware. Use it before all
 * other middleware; error middleware sees the id too. Throws `TL_ERR_INVALID_OPTION` for a wrong option.
 *
 *     app.use(throughline());
 */
export function throughline(
  options?: TracingOptions,
): (request: IncomingMessage, response: ServerResponse, next: () => void) => void {
  const trace = nodeTracing(options);
  return (request, response, next) => {
    void trace(request, response, () => next());
  };
}
