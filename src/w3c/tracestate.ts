import { charset, OWS, skip, skipBack } from './charset.js';

const MAX_LENGTH = 8192;
const MAX_MEMBERS = 32;
const MAX_KEY_LENGTH = 256;
const MAX_VALUE_LENGTH = 256;

const COMMA = 0x2c;
const EQUALS = 0x3d;
const SPACE = charset(' ');
const KEY_START = charset('az', '09');
const KEY = charset('az', '09', '_', '-', '*', '/', '@');
const VALUE = charset(' +', '-<', '>~');

/**
 * Reads the value of a `tracestate` header, several joined by commas, and gives it as it is sent on: in its order, without
 * empty members and optional white space. `''` if there is none, or if a member is invalid, there are more than 32 or it
 * is longer than 8192 characters. Never throws. Of members with the same key the first stays, which is the newest: a
 * receiver may remove the others, but may not discard the rest for them. Source: W3C Trace Context Level 2, 3.3.2,
 * 3.3.3 and 3.5, and test_tracestate_* of the W3C's harness.
 */
export function parseTracestate(header: string | null | undefined): string {
  if (!header || header.length > MAX_LENGTH) return '';
  const { length } = header;
  const keys: string[] = [];
  let members = 0;
  let list = '';
  for (let at = 0; at < length; at++) {
    const start = skip(header, at, length, OWS);
    at = start;
    if (start === length || header.charCodeAt(start) === COMMA) continue;
    const equals = endOfKey(header, start);
    const end = equals === -1 ? -1 : endOfValue(header, equals + 1);
    if (end === -1 || ++members > MAX_MEMBERS) return '';
    at = skip(header, end, length, OWS);
    const key = header.slice(start, equals);
    if (keys.includes(key)) continue;
    keys.push(key);
    list += list === '' ? header.slice(start, end) : `,${header.slice(start, end)}`;
  }
  // Nothing was left out: the header is the list, and needs no copy.
  return list.length === length ? header : list;
}

/** Where the equals sign is that ends the key at `start`; -1 if the key is invalid. */
function endOfKey(header: string, start: number): number {
  const end = skip(header, start, header.length, KEY);
  if (skip(header, start, start + 1, KEY_START) === start || end - start > MAX_KEY_LENGTH) return -1;
  return header.charCodeAt(end) === EQUALS ? end : -1;
}

/** Where the value at `start` ends, before the white space that follows it; -1 if the value is invalid. */
function endOfValue(header: string, start: number): number {
  const last = skip(header, start, header.length, VALUE);
  const next = skip(header, last, header.length, OWS);
  const end = skipBack(header, start, last, SPACE);
  if (end === start || end - start > MAX_VALUE_LENGTH) return -1;
  return next === header.length || header.charCodeAt(next) === COMMA ? end : -1;
}
