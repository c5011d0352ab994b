import type { Counts } from './count.js';

/** One way to call a library, and what its callbacks saw, for each Node without and with register. */
export interface Row {
  readonly library: string;
  readonly call: string;
  readonly cells: readonly Counts[];
}

/** The rows as a table in Markdown. */
export function table(rows: readonly Row[], columns: readonly string[]): string {
  const header = ['library', 'call', ...columns];
  const lines = [
    header,
    header.map(() => '---'),
    ...rows.map(({ library, call, cells }) => [library, call, ...cells.map(verdict)]),
  ];
  return lines.map((line) => `| ${line.join(' | ')} |\n`).join('');
}

/** `right`, or all that was seen, with how often. */
function verdict(counts: Counts): string {
  const seen = Object.entries(counts).filter(([, times]) => times > 0);
  return seen.length === 1 && counts.right > 0 ? 'right' : seen.map(([whose, times]) => `${times} ${whose}`).join(', ');
}
