import { charset, skip } from './charset.js';
import { hexDigit } from './hex.js';

const PERCENT = 0x25;
const REPLACEMENT = 0xfffd;

/** The characters that may stand in a value of baggage. Source: W3C Baggage, baggage-octet. */
export const BAGGAGE_OCTET = charset('!', '#+', '-:', '<[', ']~');

/** Those that stand for themselves: a percent sign does not. Source: W3C Baggage, value. */
const LITERAL = charset('!', '#$', '&+', '-:', '<[', ']~');

/**
 * Writes `value` in the characters that baggage may hold: the others as UTF-8, percent-encoded. A surrogate without its
 * other half is written as U+FFFD. Never throws. Source: W3C Baggage, value; RFC 3986, 2.1.
 */
export function percentEncode(value: string): string {
  const { length } = value;
  let encoded = '';
  let at = 0;
  for (;;) {
    const end = skip(value, at, length, LITERAL);
    if (end === length) return at === 0 ? value : encoded + value.slice(at);
    const point = value.codePointAt(end) as number;
    encoded += value.slice(at, end) + encodePoint(point);
    at = end + (point > 0xffff ? 2 : 1);
  }
}

/**
 * Reads what `percentEncode` wrote. Each longest part of a sequence that is not UTF-8 becomes U+FFFD; a percent sign
 * without two hex digits is itself, and so is a plus sign. Never throws, as `decodeURIComponent` would, which costs far
 * more than all the rest when it does. Source: W3C Baggage, value; WHATWG Encoding, UTF-8 decoder.
 */
export function percentDecode(value: string): string {
  let decoded = '';
  let from = 0;
  for (let at = value.indexOf('%'); at !== -1; at = value.indexOf('%', at)) {
    const lead = byteAt(value, at);
    if (lead === -1) {
      at++;
      continue;
    }
    decoded += value.slice(from, at);
    at += 3;
    let left = bytesAfter(lead);
    let point = left === -1 ? REPLACEMENT : lead & (0x7f >> left);
    for (let previous = lead; left > 0; left--) {
      const byte = byteAt(value, at);
      if (!mayFollow(previous, byte)) {
        point = REPLACEMENT;
        break;
      }
      point = point * 64 + (byte & 63);
      previous = byte;
      at += 3;
    }
    decoded += String.fromCodePoint(point);
    from = at;
  }
  return from === 0 ? value : decoded + value.slice(from);
}

function encodePoint(point: number): string {
  const isSurrogate = point >= 0xd800 && point <= 0xdfff;
  return encodeURIComponent(String.fromCodePoint(isSurrogate ? REPLACEMENT : point));
}

/** The percent-encoded byte at `at`; -1 if there is none. */
function byteAt(text: string, at: number): number {
  if (text.charCodeAt(at) !== PERCENT) return -1;
  const high = hexDigit(text.charCodeAt(at + 1));
  const low = hexDigit(text.charCodeAt(at + 2));
  return high === -1 || low === -1 ? -1 : high * 16 + low;
}

/** How many bytes follow the first byte of a character in UTF-8; -1 if it cannot be the first. Source: RFC 3629, 4. */
function bytesAfter(lead: number): number {
  if (lead < 0x80) return 0;
  if (lead < 0xc2 || lead > 0xf4) return -1;
  if (lead < 0xe0) return 1;
  return lead < 0xf0 ? 2 : 3;
}

/** Whether `byte` may follow within a character in UTF-8: no overlong forms, no surrogates. Source: RFC 3629, 4. */
function mayFollow(previous: number, byte: number): boolean {
  const min = previous === 0xe0 ? 0xa0 : previous === 0xf0 ? 0x90 : 0x80;
  const max = previous === 0xed ? 0x9f : previous === 0xf4 ? 0x8f : 0xbf;
  return byte >= min && byte <= max;
}
