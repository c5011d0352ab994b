import type { Grid } from './cells.js';

/** A grid in plain text. */
export function plain({ title, lines }: Grid): string {
  const widths = widthsOf(lines);
  return [
    title,
    ...lines.map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    ),
  ].join('\n');
}

/** A grid in Markdown. */
export function markdown({ title, lines }: Grid): string {
  const widths = widthsOf(lines).map((width) => Math.max(width, 3));
  const row = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`;
  const [header = [], ...body] = lines;
  return [`**${title}**`, '', row(header), row(widths.map((width) => '-'.repeat(width))), ...body.map(row)].join('\n');
}

function widthsOf(lines: Grid['lines']): number[] {
  return (lines[0] ?? []).map((_, column) => Math.max(...lines.map((line) => (line[column] as string).length)));
}
