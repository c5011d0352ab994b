// The doctor keeps nothing of requests that are over, however many there were.
import { expect, it } from 'vitest';

import { findNodes } from '../../support/nodes.js';
import { root, runCommand } from '../../support/run-node.js';

it.each(findNodes())(
  'holds no more after 200,000 requests on $name',
  async ({ path }) => {
    const args = ['--expose-gc', '--import', 'throughline/doctor', `${import.meta.dirname}/keep.js`];
    const { code, stdout, stderr } = await runCommand(path, args, {}, root).ended;
    expect(code).toBe(0);
    expect(stderr).toMatch(/^throughline doctor: nothing found in 200000 requests, [^\n]*\n$/);
    const used = JSON.parse(stdout) as number[];
    expect(used).toHaveLength(10);
    expect((used.at(-1) as number) - (used[1] as number)).toBeLessThan(3);
  },
  300_000,
);
