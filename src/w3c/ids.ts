import { hexBits, NO_DIGIT } from './hex.js';
import { fillRandom } from './random-bytes.js';

const POOL_BYTES = 8192;
const HEX_DIGITS = Uint8Array.from('0123456789abcdef', (digit) => digit.charCodeAt(0));

/*
 * The digits of an id are written out, because a loop over an array of codes takes several times as long, and two strings
 * put together take as long again when they are first read.
 */

/** Random bytes, taken from a pool, because a call of the cryptographic source for each id would cost far more. */
const pool = new Uint8Array(POOL_BYTES);
let taken = POOL_BYTES;

/** The pool where Bun runs, whose own code writes digits in half the time of JavaScript in JavaScriptCore. */
const bunsPool = 'Bun' in globalThis ? globalThis.Buffer.from(pool.buffer) : undefined;

/** 32 lowercase hex digits from a cryptographic source: a trace id as W3C Trace Context has it, and the shape of Python's `uuid4().hex`. */
export function generateTraceId(): string {
  const at = take(16);
  if (bunsPool !== undefined) return bunsPool.toString('hex', at, at + 16);
  // oxfmt-ignore
  return String.fromCharCode(
    high(at), low(at), high(at + 1), low(at + 1), high(at + 2), low(at + 2), high(at + 3), low(at + 3),
    high(at + 4), low(at + 4), high(at + 5), low(at + 5), high(at + 6), low(at + 6), high(at + 7), low(at + 7),
    high(at + 8), low(at + 8), high(at + 9), low(at + 9), high(at + 10), low(at + 10), high(at + 11), low(at + 11),
    high(at + 12), low(at + 12), high(at + 13), low(at + 13), high(at + 14), low(at + 14), high(at + 15), low(at + 15),
  );
}

/** 16 lowercase hex digits from a cryptographic source: a parent id as W3C Trace Context has it. */
export function generateSpanId(): string {
  const at = take(8);
  if (bunsPool !== undefined) return bunsPool.toString('hex', at, at + 8);
  // oxfmt-ignore
  return String.fromCharCode(
    high(at), low(at), high(at + 1), low(at + 1), high(at + 2), low(at + 2), high(at + 3), low(at + 3),
    high(at + 4), low(at + 4), high(at + 5), low(at + 5), high(at + 6), low(at + 6), high(at + 7), low(at + 7),
  );
}

/** Whether `id` is a valid trace id: 32 lowercase hex digits, not all zero. Source: W3C Trace Context, 3.2.2.3. */
export function isTraceId(id: string): boolean {
  return isId(id, 32);
}

/** Whether `id` is a valid span id: 16 lowercase hex digits, not all zero. Source: W3C Trace Context, 3.2.2.4. */
export function isSpanId(id: string): boolean {
  return isId(id, 16);
}

function isId(id: string, length: number): boolean {
  if (id.length !== length) return false;
  const bits = hexBits(id, 0, length);
  return bits !== 0 && bits < NO_DIGIT;
}

/** Where in the pool there are this many bytes that nobody had. */
function take(bytes: number): number {
  if (taken + bytes > POOL_BYTES) {
    fillRandom(pool);
    taken = 0;
  }
  taken += bytes;
  return taken - bytes;
}

function high(at: number): number {
  return HEX_DIGITS[(pool[at] as number) >> 4] as number;
}

function low(at: number): number {
  return HEX_DIGITS[(pool[at] as number) & 15] as number;
}
