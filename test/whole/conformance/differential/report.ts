import { type Comparison, firstDifference } from './compare.js';
import { type Block, blocksOf, defaultOf, type Program, type Statement } from './program.js';

/** A disagreement for a human: the program, both traces side by side up to a little after they part, how to replay it. */
export function report(found: Comparison, seed: number): string {
  return [
    `CPython and the subject disagree. Replay: THROUGHLINE_SEED=${seed} THROUGHLINE_PROGRAMS=1`,
    '',
    ...programLines(found.program),
    '',
    ...traceLines(found),
    '',
    JSON.stringify(found.program),
  ].join('\n');
}

function programLines({ variables, schedule, body }: Program): string[] {
  const names = variables.map(
    (index, place) => `${place}: v${index} default ${defaultOf(index) ?? String(defaultOf(index))}`,
  );
  return [`variables ${names.join(', ')}; schedule ${schedule.join(' ')}`, ...blockLines(body, '  ')];
}

function blockLines(block: Block, indent: string): string[] {
  return block.flatMap((statement) => [
    `${indent}${describe(statement)}`,
    ...blocksOf(statement).flatMap((inner, index, all) => [
      ...labelOf(statement, index, all.length).map((label) => `${indent}  ${label}`),
      ...blockLines(inner, `${indent}    `),
    ]),
  ]);
}

function labelOf(statement: Statement, index: number, count: number): string[] {
  if ('bodies' in statement) return [`task ${index}`];
  if ('parts' in statement) return [index === count - 1 ? 'cleanup' : `part ${index}`];
  return [];
}

function describe(statement: Statement): string {
  const hidden = new Set(['id', 'kind', 'strict', 'body', 'bodies', 'parts', 'cleanup']);
  const details = Object.entries(statement).filter(([key]) => !hidden.has(key));
  const words = details.map(([key, value]) => `${key}=${JSON.stringify(value)}`);
  return [`#${statement.id}`, statement.kind, ...words, ...(statement.strict ? ['strict'] : [])].join(' ');
}

function traceLines(found: Comparison): string[] {
  const parting = firstDifference(found);
  const shown = Math.min(parting + 3, Math.max(found.expected.length, found.actual.length));
  return Array.from({ length: shown }, (_, position) => {
    const expected = JSON.stringify(found.expected[position]) ?? 'nothing';
    const actual = JSON.stringify(found.actual[position]) ?? 'nothing';
    return expected === actual ? `  ${expected}` : `! CPython ${expected}\n! subject ${actual}`;
  });
}
