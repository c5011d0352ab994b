import { type Field, missingFields } from '../../fields/outgoing-fields.js';

/** The part of a `ClientRequest` that headers are added to. */
export interface HeaderWriter {
  hasHeader(name: string): boolean;
  setHeader(name: string, value: string): unknown;
  /** The head, where it is written already: of a request that was made with headers in an array, for one. */
  _header?: string | null;
}

/**
 * Adds the headers that the caller has not set. One that he sets later replaces what is added here. A head that is sent already
 * stays as it is, whatever is written here. Returns what was added to headers that can be copied.
 */
export function addFields(request: HeaderWriter, fields: readonly Field[]): readonly Field[] {
  const { _header: head } = request;
  if (typeof head === 'string') {
    request._header = withFields(head, fields);
    return [];
  }
  const missing = missingFields(fields, (name) => request.hasHeader(name));
  for (const [name, value] of missing) request.setHeader(name, value);
  return missing;
}

function withFields(head: string, fields: readonly Field[]): string {
  if (!head.endsWith('\r\n\r\n')) return head;
  const own = new Set(head.split('\r\n').map((line) => line.slice(0, line.indexOf(':')).trim().toLowerCase()));
  const added = missingFields(fields, (name) => own.has(name)).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${head.slice(0, -2)}${added.join('')}\r\n`;
}
