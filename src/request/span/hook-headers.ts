import { assertArgument } from '../../core/assert-argument.js';
import type { MessageHeaders } from '../message.js';

/**
 * Headers that say where a message ends, or that are of one connection: the server sets them, and HTTP/2 has none of them. Source:
 * RFC 9110, 7.6.1; RFC 9113, 8.2.2.
 */
const OF_THE_SERVER: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'http2-settings',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** The headers of a response as a hook gets them: what it sets is checked at once, the same on every adapter. */
export class HookHeaders implements MessageHeaders {
  readonly #headers: MessageHeaders;
  #areSent = false;

  constructor(headers: MessageHeaders) {
    this.#headers = headers;
  }

  get(name: string): string | null {
    return this.#headers.get(name);
  }

  has(name: string): boolean {
    return this.#headers.has(name);
  }

  /** Throws `TL_ERR_INVALID_ARGUMENT` for what is no header, for one that the server sets, and once the headers are sent. */
  set(name: string, value: string): void {
    const text = typeof value === 'number' ? String(value) : value;
    assertArgument(isName(name), 'the name of a header', 'a token of HTTP');
    const header = `the header "${name}"`;
    assertArgument(!OF_THE_SERVER.has(name.toLowerCase()), header, 'left to the server');
    assertArgument(
      isValue(text),
      header,
      'a string of characters up to U+00FF, without line breaks and control characters',
    );
    assertArgument(!this.#areSent, header, 'set before the hook waits for anything: the headers have been sent');
    this.#headers.set(name, text);
  }

  /** From now on nothing can be set. */
  close(): void {
    this.#areSent = true;
  }
}

/** Source: RFC 9110, 5.6.2. */
function isName(name: unknown): boolean {
  return typeof name === 'string' && /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name);
}

/** Source: RFC 9110, 5.5. */
function isValue(value: unknown): value is string {
  return typeof value === 'string' && /^[\t\x20-\x7e\x80-\xff]*$/.test(value);
}
