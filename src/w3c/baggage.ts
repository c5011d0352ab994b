import { charset, OWS, skip } from './charset.js';
import { BAGGAGE_OCTET, percentDecode, percentEncode } from './percent-encoding.js';

/** What baggage holds under one key. */
export interface BaggageEntry {
  /** The value, decoded: any string. */
  readonly value: string;
  /** The properties as they came, without the leading semicolon and white space: "p1;p2=v". They are not decoded. */
  readonly properties?: string | undefined;
}

/** What travels with a request: entries by key, in the order in which they came. */
export type Baggage = ReadonlyMap<string, BaggageEntry>;

/** The baggage of a request that brings none. Shared by all of them, so never written. */
export const EMPTY_BAGGAGE: Baggage = new Map();

const MAX_LENGTH = 8192;
const MAX_MEMBERS = 64;

const SEMICOLON = 0x3b;
const EQUALS = 0x3d;
const TOKEN = charset('!', "#'", '*+', '-.', '09', 'AZ', '^z', '|', '~');

/** Whether `key` can be a key of baggage: a token. Source: W3C Baggage, key; RFC 7230, 3.2.6. */
export function isBaggageKey(key: string): boolean {
  return key !== '' && skip(key, 0, key.length, TOKEN) === key.length;
}

/**
 * Reads the value of a `baggage` header, several joined by commas. Never throws. Invalid members and properties are left
 * out. Of more than 64 keys the first 64 are read, of more than 8192 characters the members that are whole within them:
 * a platform that cannot carry all may choose, but not cut a member. Of members with the same key the last one counts,
 * which is one of the choices that the specification names. Source: W3C Baggage, header content, limits and mutating.
 */
export function parseBaggage(header: string | null | undefined): Baggage {
  if (!header) return EMPTY_BAGGAGE;
  const baggage = new Map<string, BaggageEntry>();
  const text = wholeMembers(header);
  for (let at = 0; at < text.length; at++) {
    const comma = text.indexOf(',', at);
    const end = comma === -1 ? text.length : comma;
    readMember(text, at, end, baggage);
    at = end;
  }
  return baggage;
}

/**
 * The value of the header that carries `baggage`, `''` if there is nothing to send: a string either way, as the parsers
 * of this layer give it. Values are percent-encoded. Of more than 64 members or 8192 bytes, those that do not fit are left
 * out, whole; so are keys that are no tokens and invalid properties. Never throws. Source: W3C Baggage, header content
 * and limits.
 */
export function formatBaggage(baggage: Baggage): string {
  let header = '';
  let members = 0;
  for (const [key, entry] of baggage) {
    if (members === MAX_MEMBERS || header.length === MAX_LENGTH) break;
    const separator = members === 0 ? '' : ',';
    const member = formatMember(key, entry, MAX_LENGTH - header.length - separator.length);
    if (member === '') continue;
    header += separator + member;
    members++;
  }
  return header;
}

/** The members that are whole within the first 8192 characters. */
function wholeMembers(header: string): string {
  return header.length > MAX_LENGTH ? header.slice(0, Math.max(0, header.lastIndexOf(',', MAX_LENGTH))) : header;
}

/** Adds the member between `from` and `to` to `baggage` if it is valid. */
function readMember(header: string, from: number, to: number, baggage: Map<string, BaggageEntry>): void {
  const start = skip(header, from, to, OWS);
  const endOfKey = skip(header, start, to, TOKEN);
  const equals = skip(header, endOfKey, to, OWS);
  if (endOfKey === start || header.charCodeAt(equals) !== EQUALS) return;

  const startOfValue = skip(header, equals + 1, to, OWS);
  const endOfValue = skip(header, startOfValue, to, BAGGAGE_OCTET);
  const end = skip(header, endOfValue, to, OWS);
  if (end < to && header.charCodeAt(end) !== SEMICOLON) return;

  const key = header.slice(start, endOfKey);
  if (baggage.size === MAX_MEMBERS && !baggage.has(key)) return;
  const value = percentDecode(header.slice(startOfValue, endOfValue));
  const properties = end < to ? validProperties(header, end + 1, to) : '';
  baggage.set(key, properties === '' ? { value } : { value, properties });
}

/** The member; `''` if it is invalid or longer than `room`. Keys and values never shrink when they are written. */
function formatMember(key: string, { value, properties = '' }: BaggageEntry, room: number): string {
  if (key.length + value.length >= room || properties.length > MAX_LENGTH || !isBaggageKey(key)) return '';
  const valid = validProperties(properties, 0, properties.length);
  const member = `${key}=${percentEncode(value)}${valid === '' ? '' : `;${valid}`}`;
  return member.length > room ? '' : member;
}

/** The valid ones of the properties between `from` and `to`, without white space around keys and values. */
function validProperties(text: string, from: number, to: number): string {
  let properties = '';
  for (let at = from; at < to; at++) {
    const semicolon = text.indexOf(';', at);
    const end = semicolon === -1 || semicolon > to ? to : semicolon;
    const property = validProperty(text, at, end);
    properties += properties === '' || property === '' ? property : `;${property}`;
    at = end;
  }
  return properties;
}

/** The property between `from` and `to` without white space around its key and value; `''` if it is invalid. */
function validProperty(text: string, from: number, to: number): string {
  const start = skip(text, from, to, OWS);
  const endOfKey = skip(text, start, to, TOKEN);
  const equals = skip(text, endOfKey, to, OWS);
  if (endOfKey === start) return '';
  if (equals === to) return text.slice(start, endOfKey);
  if (text.charCodeAt(equals) !== EQUALS) return '';

  const startOfValue = skip(text, equals + 1, to, OWS);
  const endOfValue = skip(text, startOfValue, to, BAGGAGE_OCTET);
  if (skip(text, endOfValue, to, OWS) !== to) return '';
  if (endOfKey + 1 === startOfValue) return text.slice(start, endOfValue);
  return `${text.slice(start, endOfKey)}=${text.slice(startOfValue, endOfValue)}`;
}
