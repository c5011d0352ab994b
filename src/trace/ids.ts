import { isHex } from './is-hex.js';

const POOL_BYTES = 8192;
const ALL_ZERO = '0'.repeat(32);
const HEX_DIGITS = Uint8Array.from('0123456789abcdef', (digit) => digit.charCodeAt(0));

const pool = new Uint8Array(POOL_BYTES);
let taken = POOL_BYTES;

const traceIdChars: number[] = Array.from({ length: 32 }, () => 0);
const spanIdChars: number[] = Array.from({ length: 16 }, () => 0);

/** 32 lowercase hex digits from a cryptographic source: a trace id as W3C Trace Context has it, and the shape of Python's `uuid4().hex`. */
export function generateTraceId(): string {
  return randomHex(traceIdChars);
}

/** 16 lowercase hex digits from a cryptographic source: a parent id as W3C Trace Context has it. */
export function generateSpanId(): string {
  return randomHex(spanIdChars);
}

/** Whether `id` is a valid trace id: 32 lowercase hex digits, not all zero. Source: W3C Trace Context, 3.2.2.3. */
export function isTraceId(id: string): boolean {
  return id.length === 32 && isHex(id, 0, 32) && id !== ALL_ZERO;
}

/** Reads random bytes from a pool, because a call for each id would cost far more. `chars` is scratch space. */
function randomHex(chars: number[]): string {
  const bytes = chars.length / 2;
  if (taken + bytes > POOL_BYTES) {
    crypto.getRandomValues(pool);
    taken = 0;
  }
  for (let i = 0; i < bytes; i++) {
    const byte = pool[taken + i] as number;
    chars[2 * i] = HEX_DIGITS[byte >> 4] as number;
    chars[2 * i + 1] = HEX_DIGITS[byte & 15] as number;
  }
  pool.fill(0, taken, taken + bytes);
  taken += bytes;
  return String.fromCharCode.apply(null, chars);
}
