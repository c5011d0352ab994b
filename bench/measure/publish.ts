import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { arch, cpus, loadavg, platform, totalmem } from 'node:os';

import { chartGrid, tableGrid } from './cells.js';
import { FOLDER, images, PAGE, renewed } from './page.js';
import { plain } from './render.js';
import type { Findings, Report } from './report.js';
import type { Runtime } from './runtimes.js';

/** The load average before anything is measured: what the machine does besides. */
const LOAD = loadavg()[0] as number;

/** Prints the tables, and the points of the charts. */
export function show({ tables, charts }: Pick<Findings, 'tables' | 'charts'>): void {
  for (const grid of [...tables.map(tableGrid), ...charts.map(chartGrid)]) console.log(`${plain(grid)}\n`);
}

/** Shows what a part of the bench found, and writes it as JSON, as images and into the page. */
export function publish(part: string, runtimes: readonly Runtime[], findings: Findings): void {
  const report: Report = {
    part,
    date: new Date().toISOString(),
    machine: machine(),
    runtimes: Object.fromEntries(runtimes.map(({ name, version }) => [name, version])),
    ...findings,
  };
  show(report);
  mkdirSync(FOLDER, { recursive: true });
  for (const file of readdirSync(FOLDER)) if (file.startsWith(`${part}-`)) rmSync(`${FOLDER}/${file}`);
  for (const [file, image] of images(report)) writeFileSync(`${FOLDER}/${file}`, image);
  writeFileSync(`${FOLDER}/${part}.json`, `${JSON.stringify(report, null, 2)}\n`);
  writeFileSync(PAGE, renewed(readFileSync(PAGE, 'utf8'), report));
  console.log(`Written to ${FOLDER}/${part}.json, its images, and ${PAGE}\n`);
}

function machine(): Report['machine'] {
  return {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memory: totalmem(),
    platform: platform(),
    arch: arch(),
    load: LOAD,
  };
}
