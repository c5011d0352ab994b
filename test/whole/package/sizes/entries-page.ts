import { readFileSync } from 'node:fs';

export const PAGE = 'docs/reference/entries.md';

/** A row: the entry, what it is for, since when it is there, and its bytes. */
const ROW = /^\| `(throughline[^`]*)` *\|([^|]*)\| (\S+) *\| +([\d,]+) \|$/gm;

export interface Row {
  readonly entry: string;
  readonly since: string;
  readonly size: number;
}

export function readRows(): Row[] {
  return [...readFileSync(PAGE, 'utf8').matchAll(ROW)].map(([, entry = '', , since = '', size = '']) => ({
    entry,
    since,
    size: Number(size.replaceAll(',', '')),
  }));
}

/** The page with other sizes. */
export function withSizes(sizes: ReadonlyMap<string, number>): string {
  return readFileSync(PAGE, 'utf8').replaceAll(ROW, (row, entry: string, _, __, old: string) => {
    const size = sizes.get(entry)?.toLocaleString('en') ?? old;
    return row.slice(0, -`${old} |`.length) + `${size} |`; // at the end: a version may end as the size does
  });
}
