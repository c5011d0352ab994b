/** More than the value of any hex digit. */
export const NO_DIGIT = 128;

/** The values of lowercase hex digits, by character code. */
const VALUES = new Uint8Array(128).fill(NO_DIGIT);
for (let value = 0; value < 16; value++) VALUES[value.toString(16).charCodeAt(0)] = value;

/**
 * The values of the characters of `text` from `from` up to `to`, combined by `|`: 0 where all are the digit 0, `NO_DIGIT` or more where
 * one is no lowercase hex digit. To combine them costs less than to look at each.
 */
export function hexBits(text: string, from: number, to: number): number {
  let codes = 0;
  let bits = 0;
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at); // behind the end it is NaN, which counts as code 0
    codes |= code;
    bits |= VALUES[code & 127] as number;
  }
  return codes > 127 ? NO_DIGIT : bits;
}

/** Whether all characters of `text` from `from` up to `to` are lowercase hex digits. */
export function isHex(text: string, from: number, to: number): boolean {
  return hexBits(text, from, to) < NO_DIGIT;
}

/** The value of the hex digit with this character code, in either case; -1 if it is none. */
export function hexDigit(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}
