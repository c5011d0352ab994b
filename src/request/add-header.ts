import type { MessageHeaders } from './message.js';

/**
 * Sets the header `name` (in lower case) of a response unless the application has set it. Takes ASGI's list of pairs and
 * a plain record too, for messages that were written by hand.
 */
export function addHeader(
  headers: MessageHeaders | [string, string][] | Record<string, string>,
  name: string,
  value: string,
): void {
  if (isMessageHeaders(headers)) {
    if (!headers.has(name)) headers.set(name, value);
  } else if (Array.isArray(headers)) {
    if (!headers.some(([key]) => key.toLowerCase() === name)) headers.push([name, value]);
  } else if (!Object.keys(headers).some((key) => key.toLowerCase() === name)) {
    headers[name] = value;
  }
}

function isMessageHeaders(headers: object): headers is MessageHeaders {
  return 'set' in headers && typeof headers.set === 'function';
}
