import type { Outcome } from './inside/run-suite.js';
import type { Runtime } from './runtimes.js';

/** By runtime, by the name of the suite. */
export type Outcomes = ReadonlyMap<Runtime, Map<string, readonly Outcome[]>>;

/** Prints what failed, a table of all, and the sum. Gives the exit code. */
export function report(outcomes: Outcomes): number {
  for (const [{ name }, bySuite] of outcomes) for (const all of bySuite.values()) printFailures(name, all);
  printTable(outcomes);
  const empty = [...outcomes].flatMap(([{ name }, bySuite]) =>
    [...bySuite].flatMap(([suite, ran]) => (count(ran, 'passed') === 0 ? [`${suite} on ${name}`] : [])),
  );
  for (const where of empty) console.log(`FAILED: nothing ran of ${where}`);
  const all = [...outcomes.values()].flatMap((bySuite) => [...bySuite.values()].flat());
  const failed = count(all, 'failed') + empty.length;
  console.log(`\n${count(all, 'passed')} passed, ${failed} failed, ${count(all, 'skipped')} skipped`);
  return failed === 0 ? 0 : 1;
}

function printFailures(runtime: string, all: readonly Outcome[]): void {
  for (const { test, state, errors } of all) {
    if (state === 'failed') console.log(`FAILED on ${runtime}: ${test}\n${errors.join('\n')}\n`);
  }
}

function printTable(outcomes: Outcomes): void {
  const suites = [...(outcomes.values().next().value?.keys() ?? [])];
  const rows = [
    ['', ...suites],
    ...Array.from(outcomes, ([{ name }, bySuite]) => [name, ...suites.map((suite) => cell(bySuite.get(suite)!))]),
  ];
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  for (const row of rows)
    console.log(
      row
        .map((text, column) => text.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    );
}

/** `12`; `12, 1 failed`; `12, 3 skipped`. */
function cell(all: readonly Outcome[]): string {
  const others = (['failed', 'skipped'] as const).map((state) => [state, count(all, state)] as const);
  const shown = others.filter(([, amount]) => amount > 0).map(([state, amount]) => `, ${amount} ${state}`);
  return `${count(all, 'passed')}${shown.join('')}`;
}

function count(all: readonly Outcome[], state: Outcome['state']): number {
  return all.filter((outcome) => outcome.state === state).length;
}
