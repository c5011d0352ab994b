import { runtimesOf } from './cells.js';
import { type Comparison, isKnown } from './compare.js';
import { digits, figure } from './figure.js';
import type { Row, Table } from './report.js';
import { colour, FAINT, INK, legend, line, rect, svg, text } from './svg.js';

const WIDTH = 900;
const LEFT = 310;
const RIGHT = 820;
const TOP = 30;
const BAR = 11;
/** Room for the two lines of a name. */
const ROW = 34;
const GAP = 8;

type Scale = (value: number) => number;

/** Bars of a table: from 1 for ratios, from 0 for differences, with the spread as a line and the aim as a stroke. */
export function bars(table: Table): string {
  const runtimes = runtimesOf(table);
  const known = table.rows.map(withoutUnknown);
  const x = scale({ ...table, rows: known });
  const base = x(baseOf(table));
  const top = TOP + runtimes.length * 17 + 10;
  const height = Math.max(ROW, runtimes.length * BAR) + GAP;
  const bottom = top + table.rows.length * height;
  const rows = known.flatMap((row, i) => drawRow(table, row, x, top + i * height));
  const axis = [line([base, top - 4], [base, bottom], FAINT), text(base, bottom + 12, String(baseOf(table)), 'middle')];
  return svg(table.title, WIDTH, bottom + 22, [...legend(8, TOP, runtimes, colour), ...axis, ...rows]);
}

function withoutUnknown(row: Row): Row {
  const known = Object.entries(row.results).filter(([, result]) => isKnown(result));
  return { ...row, results: Object.fromEntries(known) };
}

function drawRow(table: Table, { name, against, aim, results }: Row, x: Scale, y: number): string[] {
  const runtimes = runtimesOf(table);
  const aims = aim === undefined ? [] : [line([x(aim), y - 2], [x(aim), y + runtimes.length * BAR], INK)];
  const drawn = runtimes.flatMap((runtime, i) =>
    results[runtime] ? drawBar(table, results[runtime], x, y + i * BAR, colour(i)) : [],
  );
  return [
    text(LEFT - 12, y + 12, name, 'end'),
    text(LEFT - 12, y + 27, `against ${against}`, 'end faint'),
    ...drawn,
    ...aims,
  ];
}

function drawBar(table: Table, { value, spread }: Comparison, x: Scale, y: number, fill: string): string[] {
  const [from, to] = [x(Math.min(baseOf(table), value)), x(Math.max(baseOf(table), value))];
  const middle = y + (BAR - 2) / 2;
  const label = table.kind === 'ratio' ? digits(value) : figure(value, table.unit);
  return [
    rect(from, y, Math.max(1, to - from), BAR - 2, fill),
    line([x(spread[0]), middle], [x(spread[1]), middle], INK),
    text(RIGHT + 8, y + BAR - 2, label, 'small'),
  ];
}

function baseOf({ kind }: Table): number {
  return kind === 'ratio' ? 1 : 0;
}

/** Where a value stands: all spreads, all aims and the base are within. Ratios stand on a logarithmic scale. */
function scale(table: Table): Scale {
  const measure = table.kind === 'ratio' ? Math.log : (value: number): number => value;
  const values = table.rows.flatMap(({ aim, results }) => [
    aim ?? baseOf(table),
    ...Object.values(results).flatMap(({ spread }) => spread),
  ]);
  const ends = [baseOf(table), ...values].map(measure);
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  return (value) => LEFT + ((measure(value) - low) / (high - low || 1)) * (RIGHT - LEFT);
}
