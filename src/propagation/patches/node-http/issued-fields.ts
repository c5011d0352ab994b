import { patch } from '../../../core/patch.js';
import { recordedSpanId } from '../../../request/active/active-ids.js';
import type { ClientSpan } from '../../client-span/client-span.js';
import type { Field } from '../../fields/outgoing-fields.js';

/** The part of a `ClientRequest` that headers are taken from. */
export interface HeaderEraser {
  getHeader(name: string): unknown;
  removeHeader(name: string): void;
  /** Node calls it when it writes the head. */
  _implicitHeader?: () => void;
}

/** So many requests are remembered: a redirect comes soon. */
const MOST = 1000;

/** What went out together, by its `traceparent`, the oldest first. */
const issued = new Map<string, readonly Field[]>();

/**
 * Remembers what was added to a request. A span that is recorded, but for that of the request itself, is not of this request alone: others may
 * send it on purpose.
 */
export function rememberIssued(fields: readonly Field[], span: ClientSpan): void {
  const traceparent = fields.find(([name]) => name === 'traceparent');
  if (traceparent === undefined || (span === undefined && recordedSpanId() !== undefined)) return;
  issued.set(traceparent[1], fields);
  if (issued.size > MOST) issued.delete(issued.keys().next().value as string);
}

/**
 * Takes back what was added to another request, when the head is written: a client that follows redirects by itself may copy
 * all headers of one request into the next, one after the other.
 */
export function takeBackIssued(request: HeaderEraser): void {
  if (issued.size === 0 || request._implicitHeader === undefined) return;
  patch(request as Required<HeaderEraser>, '_implicitHeader', (writeHead) => {
    return function takeBackAndWrite(this: HeaderEraser) {
      const fields = issued.get(String(this.getHeader('traceparent'))) ?? [];
      for (const [name, value] of fields) if (this.getHeader(name) === value) this.removeHeader(name);
      Reflect.apply(writeHead, this, []);
    };
  });
}
