import { type Comparison, isKnown, isNarrow } from './compare.js';
import { digits, figure } from './figure.js';
import type { Chart, Row, Table } from './report.js';

/** A title and lines of cells, of which the first is the header and each line begins with its name. */
export interface Grid {
  readonly title: string;
  readonly lines: readonly (readonly string[])[];
}

/** The runtimes of a table, in the order in which they were measured. */
export function runtimesOf(table: Table): string[] {
  return [...new Set(table.rows.flatMap(({ results }) => Object.keys(results)))];
}

/** A table, with a column for each runtime: the median, the spread, and what the first side costs by itself. */
export function tableGrid(table: Table): Grid {
  const runtimes = runtimesOf(table);
  const hasAim = table.rows.some(({ aim }) => aim !== undefined);
  const aimOf = ({ aim }: Row): string => (aim === undefined ? '' : show(table, aim));
  const lines = table.rows.map((row) => [
    row.name,
    row.against,
    ...runtimes.map((runtime) => cell(table, row, row.results[runtime])),
    ...(hasAim ? [aimOf(row)] : []),
  ]);
  return { title: table.title, lines: [['', 'against', ...runtimes, ...(hasAim ? ['aim'] : [])], ...lines] };
}

/** The points of a chart, with a column for each place on its first axis. */
export function chartGrid(chart: Chart): Grid {
  const places = [...new Set(chart.curves.flatMap(({ points }) => points.map(([x]) => x)))].toSorted((a, b) => a - b);
  const lines = chart.curves.map(({ name, points }) => {
    const at = new Map(points);
    return [name, ...places.map((x) => (at.has(x) ? figure(at.get(x) as number, chart.y) : ''))];
  });
  return { title: chart.title, lines: [[chart.x, ...places.map((x) => x.toLocaleString('en'))], ...lines] };
}

function cell(table: Table, { aim }: Row, result: Comparison | undefined): string {
  if (result === undefined) return '';
  if (!isKnown(result)) return 'not known';
  const [low, high] = result.spread;
  const spread = `(${show(table, low)} to ${show(table, high)})`;
  const own = table.kind === 'ratio' ? `, ${figure(result.first, table.unit)}` : '';
  const wide = table.kind === 'ratio' && !isNarrow(result) ? ', wide' : '';
  const missed = aim !== undefined && result.value > aim ? ', missed' : '';
  return `${show(table, result.value)} ${spread}${own}${wide}${missed}`;
}

function show({ kind, unit }: Table, value: number): string {
  return kind === 'ratio' ? digits(value) : figure(value, unit);
}
