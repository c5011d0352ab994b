import { isSecret, REDACTED } from './redact.js';

const EDGE = '│';

/** What the first columns are called in which `console.table` puts the names of what it prints. */
const NAMES: ReadonlySet<string> = new Set(['(index)', '(iteration index)', 'Key']);

/** Which cells of the rows of a table are not to be shown. */
interface Columns {
  readonly count: number;
  /** Those that have a secret name. */
  readonly secret: readonly number[];
  /** Those that may have a secret name for the rest of their row. */
  readonly names: readonly number[];
}

/** A text without the cells of tables, as `console.table` prints them, that stand in a column or a row whose name is secret. */
export function withoutTableCells(text: string): string {
  let columns: Columns | undefined;
  let isHead = false;
  const lines = text.split('\n').map((line) => {
    if (line.includes('┌')) isHead = true;
    else if (line.includes('└')) columns = undefined;
    else if (line.includes(EDGE) && isHead) {
      columns = columnsOf(line.split(EDGE));
      isHead = false;
    } else if (line.includes(EDGE) && columns !== undefined) return rowWithout(line.split(EDGE), columns);
    return line;
  });
  return lines.join('\n');
}

/** What stands before the first edge, and behind the last one, is no column. */
function columnsOf(cells: readonly string[]): Columns {
  const all = [...cells.keys()].slice(1, -1);
  const names = all.filter((at) => NAMES.has(nameIn(cells, at)));
  return { count: cells.length, secret: all.filter((at) => !names.includes(at) && isSecret(nameIn(cells, at))), names };
}

function rowWithout(cells: readonly string[], { count, secret, names }: Columns): string {
  const isSecretRow = names.some((at) => isSecret(nameIn(cells, at)));
  const [first = Infinity] = isSecretRow ? [Math.max(...names) + 1] : secret;
  // A value may have an edge in it: then nobody knows which cell is which.
  const isHidden = (at: number): boolean => (isSecretRow || cells.length !== count ? at >= first : secret.includes(at));
  return cells
    .map((cell, at) => (isHidden(at) && at < cells.length - 1 && cell.trim() !== '' ? hidden(cell) : cell))
    .join(EDGE);
}

/** As wide as it was, where there is room. */
function hidden(cell: string): string {
  return `${` ${REDACTED}`.padEnd(cell.length - 1)} `;
}

function nameIn(cells: readonly string[], at: number): string {
  return (cells[at] ?? '').trim().replaceAll(/^'|'$/g, '');
}
