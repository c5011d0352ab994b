import { readFileSync } from 'node:fs';

import { expect, it } from 'vitest';

import type { Behaviour } from './inside/behaviour.js';
import { BEHAVIOURS } from './inside/behaviours.js';
import { NODE_BEHAVIOURS } from './inside/node-behaviours.js';

const page = readFileSync(new URL('../../../docs/reference/runtimes.md', import.meta.url), 'utf8');

/** The cells of all rows that have this many. */
const rows = page
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .map((line) =>
    line
      .split('|')
      .map((cell) => cell.trim())
      .slice(1, -1),
  );

const WORDS = { registration: 'of the listener', trigger: 'of the event', none: 'none', absent: 'absent' };

const row = ({ name, bare, except = {} }: Behaviour, runtimes: readonly string[]): string[] => [
  name,
  ...runtimes.map((runtime) => WORDS[except[runtime] ?? bare]),
];

it.each(BEHAVIOURS)('the docs say in which context $name runs', (behaviour) => {
  expect(rows).toContainEqual(row(behaviour, ['node24', 'bun', 'deno', 'workerd']));
});

it.each(NODE_BEHAVIOURS)('the docs say in which context $name runs', (behaviour) => {
  expect(rows).toContainEqual([...row(behaviour, ['node24', 'bun', 'deno']), '']);
});
