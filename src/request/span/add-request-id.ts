import { ThroughlineError } from '../../core/throughline-error.js';
import type { MessageHeaders } from '../message.js';
import { isPrintable } from '../arrive/request-id.js';

/**
 * Sets the header `name` of a response to the request id, unless there is to be none, the application has set it, or a header
 * cannot hold this id, which is looked at unless it `isChecked`. Throws `TL_ERR_INVALID_ARGUMENT` for anything but headers.
 */
export function addRequestId(headers: MessageHeaders, name: string | false, id: string, isChecked = false): void {
  if (typeof headers?.has !== 'function' || typeof headers.set !== 'function') {
    throw new ThroughlineError(
      'TL_ERR_INVALID_ARGUMENT',
      'message.headers',
      'Headers, or an object with get, has and set',
    );
  }
  if (name !== false && (isChecked || isPrintable(id)) && !headers.has(name)) headers.set(name, id);
}
