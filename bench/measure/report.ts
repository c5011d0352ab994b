import { mkdirSync, writeFileSync } from 'node:fs';
import { arch, cpus, loadavg, platform, totalmem } from 'node:os';

import type { Comparison } from './interleave.js';

/** One line of a table: what was compared, and how the ratio came out. */
export interface Row extends Comparison {
  readonly name: string;
  /** What the first side is measured against. */
  readonly against: string;
  /** The ratio that we want to stay at or under. */
  readonly aim?: number | undefined;
}

export interface Table {
  readonly title: string;
  readonly rows: readonly Row[];
}

const HEADER = ['', 'against', 'ns', 'against ns', 'ratio', '10 % to 90 %', 'aim'];
/** These columns are text; the others are figures and stand to the right. */
const TEXT_COLUMNS = 2;

/** A table in plain text. */
export function render(table: Table): string {
  const lines = [HEADER, ...table.rows.map(cells)];
  const widths = HEADER.map((_, column) => Math.max(...lines.map((line) => (line[column] as string).length)));
  const body = lines.map((line) =>
    line
      .map((cell, column) => (column < TEXT_COLUMNS ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
      .join('  ')
      .trimEnd(),
  );
  return [table.title, ...body].join('\n');
}

function cells(row: Row): string[] {
  const [low, high] = row.spread;
  return [
    row.name,
    row.against,
    nanoseconds(row.first),
    nanoseconds(row.second),
    row.ratio.toFixed(2),
    `${low.toFixed(2)} to ${high.toFixed(2)}`,
    row.aim === undefined ? '' : `${row.aim.toFixed(2)} ${row.ratio <= row.aim ? 'met' : 'missed'}`,
  ];
}

function nanoseconds(value: number): string {
  return value < 100 ? value.toFixed(1) : value.toFixed(0);
}

/** `node 26.1.0`, `bun 1.4.5` or `deno 2.9.6`. */
export function runtime(): { readonly name: string; readonly version: string } {
  const name = ['bun', 'deno'].find((other) => process.versions[other] !== undefined) ?? 'node';
  return { name, version: process.versions[name] as string };
}

/** Writes the tables, and where and when they were measured, to bench/results/. Gives the path. */
export function save(bench: string, tables: readonly Table[]): string {
  const { name, version } = runtime();
  const path = `bench/results/${bench}-${name}-${version}.json`;
  const machine = {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memory: totalmem(),
    platform: platform(),
    arch: arch(),
    load: loadavg()[0],
  };
  const report = { bench, date: new Date().toISOString(), runtime: { name, version }, versions: process.versions };
  mkdirSync('bench/results', { recursive: true });
  writeFileSync(path, `${JSON.stringify({ ...report, machine, tables }, null, 2)}\n`);
  return path;
}
