/** What would move the cursor, or turn the direction of what stands beside it. */
const UNSAFE = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

/** A text as a terminal may have it: on one line, without codes. */
export function plain(text: string): string {
  return text.replaceAll(UNSAFE, ' ');
}

/** Rows in columns, the last of which may be as long as it likes. */
export function table(rows: readonly (readonly string[])[]): string {
  const texts = rows.map((row) => row.map((cell) => plain(cell)));
  const widths = (texts[0] ?? []).map((_, at) => Math.max(...texts.map((row) => (row[at] ?? '').length)));
  const lines = texts.map((row) => row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  '));
  return lines.map((line) => `${line.trimEnd()}\n`).join('');
}

/** `12.5 ms`; `-` while it runs. */
export function inMilliseconds(duration: number | undefined): string {
  return duration === undefined ? '-' : `${duration < 100 ? duration.toFixed(1) : Math.round(duration)} ms`;
}

/** `13:05:07.123`, in the time zone of the terminal. */
export function timeOf(at: number): string {
  const date = new Date(at);
  const time = [date.getHours(), date.getMinutes(), date.getSeconds()]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
  return `${time}.${String(date.getMilliseconds()).padStart(3, '0')}`;
}
