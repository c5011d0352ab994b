import type { CodePlace, RequestState } from '../../api.js';

/** A duration of milliseconds for people: `< 0.1 ms`, `0.4 ms`, `12 ms`, `1.24 s`, `2 min 3 s`. */
export function formatDuration(ms: number): string {
  if (ms !== 0 && Math.abs(ms) < 0.05) return '< 0.1 ms';
  if (ms < 0) return `-${formatDuration(-ms)}`;
  if (ms < 9.95) return `${Number(ms.toFixed(1))} ms`;
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  if (ms < 59_995) return `${(ms / 1000).toFixed(2)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** How much later or longer something is: `+12 ms`, `-3 ms`; without a sign where that is nothing, or too little to write. */
export function formatOffset(ms: number): string {
  return `${ms >= 0.05 ? '+' : ''}${formatDuration(ms)}`;
}

/** A duration, or why there is none. */
export function formatOpen(duration: number | undefined, state: RequestState): string {
  if (duration !== undefined) return formatDuration(duration);
  return state === 'running' ? 'runs' : 'did not end';
}

/** `84 %` of a part and a whole; `0 %` of nothing. */
export function formatShare(part: number, whole: number): string {
  return `${whole > 0 ? Math.round((part / whole) * 100) : 0} %`;
}

/** `1,234` */
export function formatCount(count: number): string {
  return count.toLocaleString('en-US');
}

/** `1 line`, `2 lines`. */
export function formatCounted(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** `orders.js:40`: the last part of the path is enough to know it. */
export function formatPlace({ file, line }: CodePlace): string {
  return `${file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1)}:${line}`;
}

/** The time of day, to the millisecond. */
export function formatClock(at: number): string {
  const date = new Date(at);
  const seconds = `${two(date.getSeconds())}.${String(date.getMilliseconds()).padStart(3, '0')}`;
  return `${two(date.getHours())}:${two(date.getMinutes())}:${seconds}`;
}

function two(part: number): string {
  return String(part).padStart(2, '0');
}

/** A text on one line, cut to `most` characters. */
export function onOneLine(text: string, most: number): string {
  return shorten(text.slice(0, 4 * most).replaceAll(/\s+/g, ' '), most);
}

/** The first line of a text, cut to `most` characters. */
export function shorten(text: string, most: number): string {
  const [line = ''] = text.trim().split('\n', 1);
  return line.length > most ? `${line.slice(0, most - 1)}…` : line;
}
