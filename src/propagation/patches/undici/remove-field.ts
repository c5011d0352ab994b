import type { Field } from '../../fields/outgoing-fields.js';

/** The headers of a request of undici: name, value, name, value; in version 5 one string. */
export interface UndiciHeaders {
  headers: string | unknown[];
}

/** Takes a header away from a request, in place: undici may have read the array already. */
export function removeField(request: UndiciHeaders, [name, value]: Field): void {
  const { headers } = request;
  if (typeof headers === 'string') {
    request.headers = headers.replace(`${name}: ${value}\r\n`, () => '');
    return;
  }
  const at = headers.findIndex((part, i) => i % 2 === 0 && part === name && headers[i + 1] === value);
  if (at !== -1) headers.splice(at, 2);
}
