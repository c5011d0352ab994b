import { OWS, skip, skipBack } from './charset.js';
import { hexBits, hexDigit, isHex, NO_DIGIT } from './hex.js';

/** What a `traceparent` header says. */
export interface Traceparent {
  /** The id of the trace: 32 lowercase hex digits, not all zero. */
  readonly traceId: string;
  /** The id of the caller's span: 16 lowercase hex digits, not all zero. */
  readonly parentId: string;
  /** `SAMPLED`, `RANDOM`, both or none; no other bit is ever set. */
  readonly flags: number;
}

/** The flag that the caller may have recorded the trace. Source: W3C Trace Context Level 2, 3.2.2.5.1. */
export const SAMPLED = 1;

/** The flag that the last 7 bytes of the trace id are random. Source: W3C Trace Context Level 2, 3.2.2.5.2. */
export const RANDOM = 2;

/** Longer headers are not read. The specification leaves it open what is too long. */
const MAX_LENGTH = 8192;

/** The length of version 00, and of what is read of later versions. */
const LENGTH = 55;

/** The character code of `-`. */
const DASH = 0x2d;

/**
 * Reads the value of a `traceparent` header; `undefined` if there is none or it is invalid. Never throws. Of versions
 * after 00 it reads the fields of 00 and lets more follow after a dash. A header that came twice is joined by a comma,
 * and refused for it. Source: W3C Trace Context Level 2, 3.2.2 and 3.2.4.
 */
export function parseTraceparent(header: string | null | undefined): Traceparent | undefined {
  if (!header || header.length > MAX_LENGTH) return undefined;
  const value = header.length === LENGTH ? header : trim(header); // less than this is invalid
  if (!hasShape(value) || !hasVersion(value) || !hasFields(value)) return undefined;
  const flags = hexDigit(value.charCodeAt(54)) & (SAMPLED | RANDOM);
  return { traceId: value.slice(3, 35), parentId: value.slice(36, 52), flags };
}

/**
 * The value of the header that says this, in version 00. Flags that level 2 does not define are sent as zero. Source: W3C
 * Trace Context Level 2, 3.2.2 and 3.2.2.5.3.
 */
export function formatTraceparent({ traceId, parentId, flags }: Traceparent): string {
  return `00-${traceId}-${parentId}-0${flags & (SAMPLED | RANDOM)}`;
}

function trim(header: string): string {
  const start = skip(header, 0, header.length, OWS);
  return header.slice(start, skipBack(header, start, header.length, OWS));
}

/** Whether the dashes are in their places and nothing follows that may not. */
function hasShape(value: string): boolean {
  if (value.length < LENGTH || !isDash(value, 2) || !isDash(value, 35) || !isDash(value, 52)) return false;
  return value.length === LENGTH || (isDash(value, LENGTH) && !value.includes(',', LENGTH));
}

function hasVersion(value: string): boolean {
  if (value.startsWith('00')) return value.length === LENGTH;
  return isHex(value, 0, 2) && !value.startsWith('ff');
}

/** Whether the two ids and the flags are hex digits, and the ids are not zero. It is cheaper to scan the header than slices of it. */
function hasFields(value: string): boolean {
  const traceId = hexBits(value, 3, 35);
  const parentId = hexBits(value, 36, 52);
  return traceId !== 0 && parentId !== 0 && (traceId | parentId | hexBits(value, 53, 55)) < NO_DIGIT;
}

function isDash(value: string, at: number): boolean {
  return value.charCodeAt(at) === DASH;
}
