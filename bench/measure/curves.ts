import { figure } from './figure.js';
import type { Chart } from './report.js';
import { colour, FAINT, legend, line, polyline, svg, text } from './svg.js';

const WIDTH = 900;
const HEIGHT = 360;
const PLOT = { left: 80, right: 570, top: 40, bottom: 310 };
/** After so many curves colours come again, and curves are broken to be told apart. */
const DASHES = ['', '6 4', '2 3'];

/** The curves of a chart on logarithmic axes, on which what is not above 0 has no place. */
export function curves(chart: Chart): string {
  const shown = chart.curves.map(({ points }) => points.filter(([, y]) => y > 0));
  const points = shown.flat();
  const x = axis(
    points.map(([value]) => value),
    PLOT.left,
    PLOT.right,
  );
  const y = axis(
    points.map(([, value]) => value),
    PLOT.bottom,
    PLOT.top,
  );
  const vertical = x.marks.flatMap((mark) => [
    line([x.at(mark), PLOT.top], [x.at(mark), PLOT.bottom], FAINT),
    text(x.at(mark), PLOT.bottom + 18, mark.toLocaleString('en'), 'middle'),
  ]);
  const horizontal = y.marks.flatMap((mark) => [
    line([PLOT.left, y.at(mark)], [PLOT.right, y.at(mark)], FAINT),
    text(PLOT.left - 8, y.at(mark) + 4, figure(mark, chart.y), 'end'),
  ]);
  const drawn = shown.map((curve, i) =>
    polyline(
      curve.map((point) => [x.at(point[0]), y.at(point[1])] as const),
      colour(i),
      DASHES[Math.floor(i / 6) % 3]!,
    ),
  );
  const names = chart.curves.map(({ name }) => name);
  const label = text((PLOT.left + PLOT.right) / 2, PLOT.bottom + 38, chart.x, 'middle');
  return svg(chart.title, WIDTH, HEIGHT, [
    ...vertical,
    ...horizontal,
    label,
    ...drawn,
    ...legend(PLOT.right + 20, PLOT.top, names, colour),
  ]);
}

/** A logarithmic axis over these values, with a mark at each power of ten. */
function axis(values: readonly number[], from: number, to: number): { at: (value: number) => number; marks: number[] } {
  const low = Math.floor(Math.log10(Math.min(...values)));
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...values))));
  const at = (value: number): number => from + ((Math.log10(value) - low) / (high - low)) * (to - from);
  return { at, marks: Array.from({ length: high - low + 1 }, (_, i) => 10 ** (low + i)) };
}
