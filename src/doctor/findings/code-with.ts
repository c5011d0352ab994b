import { codeOnly } from '../source/code-only.js';

/** A change of a text: at `offset`, `removed` characters go, and `text` is put in. */
export interface Edit {
  readonly offset: number;
  readonly removed: number;
  readonly text: string;
}

/** Lines that are longer, such as those of a bundle, are cut. */
const MOST = 240;

/** So much of them is shown before and behind an edit. */
const BEFORE = 60;
const BEHIND = 80;

/** The lines around a piece of source, as they are with the edits: of many, the first, the last and those that change. Long ones are cut around the edits. */
export function codeWith(
  source: string,
  edits: readonly Edit[],
  { start, end }: { readonly start: number; readonly end: number },
): string[] {
  const from = source.lastIndexOf('\n', start - 1) + 1;
  const next = source.indexOf('\n', end);
  const text = edited(source.slice(from, next === -1 ? undefined : next), from, edits);
  const lines = text.split('\n');
  const indents = lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/));
  const whole = lines.some((line) => line.length > MOST) ? cutLines(text, lines, from, edits) : lines;
  const shown = whole.map((line) => (line.startsWith('…') ? line : line.slice(Math.min(...indents))).trimEnd());
  if (shown.length <= 6) return shown;
  const lineOf = (offset: number): number => source.slice(from, offset).split('\n').length - 1;
  const kept = new Set([0, shown.length - 1, ...edits.map(({ offset }) => lineOf(offset))]);
  return shown.flatMap((line, at) => {
    if (kept.has(at)) return [line];
    return kept.has(at - 1) ? [`${' '.repeat(Math.max(0, line.search(/\S/)))}...`] : [];
  });
}

function edited(text: string, start: number, edits: readonly Edit[]): string {
  const inReverse = edits.toSorted((one, other) => other.offset - one.offset);
  return inReverse.reduce((all, { offset, removed, text: put }) => {
    return all.slice(0, offset - start) + put + all.slice(offset - start + removed);
  }, text);
}

/** `text` is the lines as they are with the edits; it begins at `start` of the source. */
function cutLines(text: string, lines: readonly string[], start: number, edits: readonly Edit[]): readonly string[] {
  const code = codeOnly(text);
  const places = placesOf(start, edits);
  let begin = 0;
  return lines.map((line) => {
    const own = places.filter((at) => at >= begin && at <= begin + line.length).map((at) => at - begin);
    const shown = line.length > MOST ? cutLine(line, code.slice(begin, begin + line.length), own) : line;
    begin += line.length + 1;
    return shown;
  });
}

/** Where the edits are in the text that has them. */
function placesOf(start: number, edits: readonly Edit[]): readonly number[] {
  let shift = -start;
  return edits
    .toSorted((one, other) => one.offset - other.offset)
    .map(({ offset, removed, text }) => {
      const at = offset + shift;
      shift += text.length - removed;
      return at;
    });
}

/** What is around the first and the last of these places; the start of a line without one. */
function cutLine(line: string, code: string, places: readonly number[]): string {
  const [first = 0] = places;
  const last = places.at(-1) ?? 0;
  const windows = [first, last].map((at) => ({ start: startFor(code, at), end: Math.min(line.length, at + BEHIND) }));
  const [one, other] = windows as [Window, Window];
  const all = other.start <= one.end ? [{ start: one.start, end: other.end }] : windows;
  const parts = all.map(({ start, end }) => `${start > 0 ? '…' : ''}${line.slice(start, end)}`);
  return `${parts.join('')}${other.end < line.length ? '…' : ''}`;
}

interface Window {
  readonly start: number;
  readonly end: number;
}

/** Where a statement begins: what stands in the middle of one, such as a text in quotes, is shown with what it is of, or not at all. */
function startFor(code: string, at: number): number {
  if (at <= BEFORE) return 0;
  const statement = code.slice(at - BEFORE, at).indexOf(';');
  return statement === -1 ? at : at - BEFORE + statement + 1;
}
