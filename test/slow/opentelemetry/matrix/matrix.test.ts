// Beside OpenTelemetry there is one truth: the ids in lines, in variables and in what is sent are those of the spans that are exported.
import { describe, expect, it } from 'vitest';

import { findNodes } from '../../../support/nodes.js';
import { addressOf, isUp } from '../../truth/servers.js';
import { COMBINATIONS, type Combination } from './combinations.js';
import { judge } from './judge.js';
import { runCombination } from './run-combination.js';

const database = (await isUp('PostgreSQL')) ? addressOf('PostgreSQL') : undefined;
const nodes = findNodes().filter(({ name }) => ['Node 20', 'Node 26'].includes(name));
const lacks = database === undefined ? ' (without queries: there is no PostgreSQL)' : '';

describe.concurrent.each(nodes)(`on $name${lacks}`, ({ path }) => {
  it.each(COMBINATIONS.map((combination) => [titleOf(combination), combination] as const))(
    '%s',
    async (_, combination) => {
      const requests = combination.cells.flatMap((cell) => cell.requests);
      const faults = judge(requests, await runCombination(path, combination, database));
      expect(faults).toEqual([]);
    },
    60_000,
  );
});

function titleOf({ order, http, manager, instrumented, sampler, cells }: Combination): string {
  const frameworks = [...new Set(cells.map(({ framework }) => framework))].join(', ');
  const count = cells.flatMap(({ requests }) => requests).length;
  const what = `${count} requests, ${frameworks}: ${order}; http ${http}; ${manager} manager`;
  return `${what}; ${instrumented.join(', ') || 'nothing'} instrumented${sampler === undefined ? '' : `; sampler ${sampler}`}`;
}
