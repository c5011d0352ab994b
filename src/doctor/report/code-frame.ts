import { cutAround } from '../source/cut-around.js';
import type { Place } from '../source/place.js';

/** A line of source, with its number. */
export interface FrameLine {
  readonly number: number;
  readonly text: string;
  /** Where the place is in the text; 0 in the lines around it. */
  readonly mark: number;
}

/** Nobody reads on behind so many characters. */
const MOST = 160;

/** So much of a line is looked at. */
const MOST_READ = 2 ** 14;

/** The lines of source around a place, as `shown` gives them: it is in the last but one at most. Longer ones are cut around the place. */
export function frameAround(
  { line, column }: Place,
  source: string | undefined,
  shown: (text: string) => string = (text) => text,
): readonly FrameLine[] {
  if (source === undefined) return [];
  const lines = source.split('\n', line + 1);
  const from = Math.max(0, line - 3);
  return lines.slice(from).map((text, index) => {
    const number = from + index + 1;
    const read = cutAround(text, number === line ? column - 1 : 0, MOST_READ);
    const at = read.at === 0 ? 0 : shown(plain(read.text.slice(0, read.at))).length;
    const { text: cut, at: mark } = cutAround(shown(plain(read.text)), at, MOST);
    return { number, text: cut, mark };
  });
}

/** Without control characters, which a terminal would obey. */
function plain(text: string): string {
  return text.replaceAll('\t', ' ').replaceAll(/\p{Cc}/gu, '');
}
