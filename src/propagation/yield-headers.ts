import type { Field } from './outgoing-fields.js';

/** The part of a request of undici that is needed; in version 5 the headers are one string. */
interface Request {
  headers: string | readonly unknown[];
  addHeader(name: unknown, value: unknown): unknown;
}

/**
 * Lets a header that somebody adds to `request` later replace the one of that name in `added`, which is there already. Two
 * of them would be refused, and who comes later, an instrumentation of OpenTelemetry for one, does not look.
 */
export function yieldHeaders(request: Request, added: readonly Field[]): void {
  const { addHeader } = request;
  const ours = new Map(added);
  request.addHeader = function yieldingAddHeader(this: Request, name, value) {
    const field = String(name).toLowerCase();
    const own = ours.get(field);
    if (own !== undefined && ours.delete(field)) this.headers = without(this.headers, field, own);
    return Reflect.apply(addHeader, this, [name, value]);
  };
}

function without(headers: Request['headers'], name: string, value: string): Request['headers'] {
  if (typeof headers === 'string') return headers.replace(`${name}: ${value}\r\n`, () => '');
  const at = headers.findIndex((part, i) => i % 2 === 0 && part === name && headers[i + 1] === value);
  return at === -1 ? headers : headers.toSpliced(at, 2);
}
