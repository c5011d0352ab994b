import type { Place } from '../source/place.js';

/** A line of source, with its number. */
export interface FrameLine {
  readonly number: number;
  readonly text: string;
}

/** The lines of source around a place: it is in the last but one at most. */
export function frameAround({ line }: Place, source: string | undefined): readonly FrameLine[] {
  if (source === undefined) return [];
  const lines = source.split('\n').slice(0, line + 1);
  const from = Math.max(0, line - 3);
  return lines.slice(from).map((text, at) => ({ number: from + at + 1, text: shown(text) }));
}

/** Without control characters, which a terminal would obey, and cut where nobody reads on. */
function shown(text: string): string {
  return text
    .replaceAll('\t', ' ')
    .replaceAll(/\p{Cc}/gu, '')
    .slice(0, 160);
}
