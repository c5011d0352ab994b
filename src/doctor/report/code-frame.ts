import type { Place } from '../source/place.js';

/** A line of source, with its number. */
export interface FrameLine {
  readonly number: number;
  readonly text: string;
}

/** Nobody reads a longer line, such as that of a bundler. */
const WIDTH = 160;

/** The lines of source around a place: it is in the last but one at most. */
export function frameAround({ line, column }: Place, source: string | undefined): readonly FrameLine[] {
  if (source === undefined) return [];
  const lines = source.split('\n', line + 1);
  const from = Math.max(0, line - 3);
  const start = column - columnInFrame(column);
  return lines.slice(from).map((text, at) => ({ number: from + at + 1, text: shown(text.slice(start)) }));
}

/** The column of a place in the lines of its frame: those begin later where it is far to the right. */
export function columnInFrame(column: number): number {
  return column <= WIDTH - 40 ? column : WIDTH / 2;
}

/** Without control characters, which a terminal would obey, and cut where nobody reads on. */
function shown(text: string): string {
  return text
    .slice(0, WIDTH)
    .replaceAll('\t', ' ')
    .replaceAll(/\p{Cc}/gu, '');
}
