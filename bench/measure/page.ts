import { chartGrid, type Grid, tableGrid } from './cells.js';
import { bars } from './bars.js';
import { curves } from './curves.js';
import { digits } from './figure.js';
import { markdown } from './render.js';
import type { Report } from './report.js';

/** Where the reports and the images are; the page links to them from beside it. */
export const FOLDER = 'docs/performance';
export const PAGE = 'docs/performance.md';

/** The images of a report by the names of their files. */
export function images({ part, tables, charts }: Report): Map<string, string> {
  const name = (title: string): string => `${part}-${slug(title)}.svg`;
  return new Map([
    ...tables.map((table) => [name(table.title), bars(table)] as const),
    ...charts.map((chart) => [name(chart.title), curves(chart)] as const),
  ]);
}

/** What the page says of a report, between the markers. */
function block(report: Report): string {
  const grids: Grid[] = [...report.tables.map(tableGrid), ...report.charts.map(chartGrid)];
  if (grids.length === 0) return `    npm run bench -- ${report.part}\n\nNot measured yet.`;
  const files = [...images(report).keys()];
  const shown = grids.map((grid, i) => `${markdown(grid)}\n\n![${grid.title}](performance/${files[i]})`);
  return [`    npm run bench -- ${report.part}`, provenance(report), ...shown].join('\n\n');
}

/** The page with what it says of this report renewed. Throws where the page has no place for it. */
export function renewed(page: string, report: Report): string {
  const [begin, end] = [`<!-- bench ${report.part} -->`, `<!-- end of bench ${report.part} -->`];
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from === -1 || to < from) throw new Error(`${PAGE} has no place for the bench ${report.part}.`);
  return `${page.slice(0, from)}${begin}\n\n${block(report)}\n\n${page.slice(to)}`;
}

function provenance({ date, machine, runtimes, packages }: Report): string {
  const listed = (versions: Readonly<Record<string, string>>): string =>
    Object.entries(versions)
      .map(([name, version]) => `${name} ${version}`)
      .join(', ');
  const nodes = Object.values(runtimes).length === 0 ? '' : `Versions: ${listed({ ...runtimes, ...packages })}.`;
  const { cores, cpu, platform, arch, load } = machine;
  const where = `${cores} cores of ${cpu}, ${platform} ${arch}, load average ${digits(Number(load))}`;
  return `Measured on ${date.slice(0, 10)}: ${where}. ${nodes}`;
}

function slug(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}
