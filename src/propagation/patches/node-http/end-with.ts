import { nodeBuiltin } from '../../../core/runtime/node-builtin.js';
import { type ClientSpan, endWithError, endWithStatus } from '../../client-span/client-span.js';

/** The part of a `ClientRequest` that tells how it ends. */
export interface EndingRequest {
  once(event: string | symbol, listener: (arg: never) => void): unknown;
  prependOnceListener(event: string, listener: (arg: never) => void): unknown;
  listenerCount(event: string): number;
  /** The head of the response, that of an upgrade, too. */
  readonly res?: { readonly statusCode?: number } | null;
}

interface Response {
  readonly statusCode: number;
  resume(): unknown;
}

/** Ends the span when the head of the response has arrived, or the request failed. */
export function endWith(request: EndingRequest, span: ClientSpan): void {
  if (span === undefined) return;
  request.prependOnceListener('response', (response: Response) => {
    endWithStatus(span, response.statusCode);
    if (request.listenerCount('response') === 0) response.resume(); // as Node does where nobody listens
  });
  request.once(errorMonitor(), (error: unknown) => endWithError(span, error));
  request.once('close', () => {
    const status = request.res?.statusCode;
    if (!span.hasEnded && status !== undefined) endWithStatus(span, status);
    span.end();
  });
}

/** The event by which Node tells of an error without taking it for handled. */
function errorMonitor(): symbol {
  const { errorMonitor: event } = nodeBuiltin('node:events') as { readonly errorMonitor: symbol };
  return event;
}
