import { isHex } from './is-hex.js';

const POOL_BYTES = 8192;
const ALL_ZERO = '0'.repeat(32);
const HEX_DIGITS = Uint8Array.from('0123456789abcdef', (digit) => digit.charCodeAt(0));

/** Random bytes, taken from a pool, because a call of the cryptographic source for each id would cost far more. */
const pool = new Uint8Array(POOL_BYTES);
let taken = POOL_BYTES;

/** 32 lowercase hex digits from a cryptographic source: a trace id as W3C Trace Context has it, and the shape of Python's `uuid4().hex`. */
export function generateTraceId(): string {
  return randomHex16() + randomHex16();
}

/** 16 lowercase hex digits from a cryptographic source: a parent id as W3C Trace Context has it. */
export function generateSpanId(): string {
  return randomHex16();
}

/** Whether `id` is a valid trace id: 32 lowercase hex digits, not all zero. Source: W3C Trace Context, 3.2.2.3. */
export function isTraceId(id: string): boolean {
  return id.length === 32 && isHex(id, 0, 32) && id !== ALL_ZERO;
}

/** Written out, because a loop over an array of codes takes several times as long. */
function randomHex16(): string {
  if (taken === POOL_BYTES) {
    crypto.getRandomValues(pool);
    taken = 0;
  }
  const at = taken;
  taken += 8;
  return String.fromCharCode(
    high(at),
    low(at),
    high(at + 1),
    low(at + 1),
    high(at + 2),
    low(at + 2),
    high(at + 3),
    low(at + 3),
    high(at + 4),
    low(at + 4),
    high(at + 5),
    low(at + 5),
    high(at + 6),
    low(at + 6),
    high(at + 7),
    low(at + 7),
  );
}

function high(at: number): number {
  return HEX_DIGITS[(pool[at] as number) >> 4] as number;
}

function low(at: number): number {
  return HEX_DIGITS[(pool[at] as number) & 15] as number;
}
