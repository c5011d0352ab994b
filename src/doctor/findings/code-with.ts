/** A change of a text: at `offset`, `removed` characters go, and `text` is put in. */
export interface Edit {
  readonly offset: number;
  readonly removed: number;
  readonly text: string;
}

/** The whole lines around a piece of source, as they are with the edits: of many, the first, the last and those that change. */
export function codeWith(
  source: string,
  edits: readonly Edit[],
  { start, end }: { readonly start: number; readonly end: number },
): string[] {
  const from = source.lastIndexOf('\n', start - 1) + 1;
  const next = source.indexOf('\n', end);
  const lines = edited(source.slice(from, next === -1 ? undefined : next), from, edits).split('\n');
  const indents = lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/));
  const shown = lines.map((line) => line.slice(Math.min(...indents)).trimEnd());
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
