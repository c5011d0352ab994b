import { readFileSync } from 'node:fs';

const PAGE = readFileSync('docs/reference/what-it-changes.md', 'utf8');

/** The names in each cell of the tables below a heading: what stands there as code. */
export function rowsOf(heading: string): readonly (readonly [first: string[], second: string[]])[] {
  const section = PAGE.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('| `'));
  return rows.map((row) => {
    const [first = '', second = ''] = row.split('|').slice(1);
    return [codeIn(first), codeIn(second)];
  });
}

function codeIn(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => code as string);
}
