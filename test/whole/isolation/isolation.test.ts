import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { type Api, throughline } from './api.js';
import { broken } from './broken.js';
import { runAll } from './interpret.js';
import { programs } from './program.js';
import { World } from './world.js';

/** Whatever tasks do at once, each sees its own values, and none is left behind outside. */
function isolation(api: Api) {
  return fc.asyncProperty(programs, async (all) => {
    const violations = await runAll(new World(api), all);
    if (violations.length > 0) throw new Error(violations.join('\n'));
  });
}

describe('isolation', () => {
  it('holds for random tasks that run at once', async () => {
    await fc.assert(isolation(throughline), { numRuns: 500 });
  });

  it.for(Object.entries(broken))('is found missing in %s', async ([, api]) => {
    const { errorInstance } = await fc.check(isolation(api), { numRuns: 200, seed: 1, endOnFailure: true });
    // Workers have no enterWith: there, the variables that set by it throw.
    expect(String(errorInstance)).toMatch(
      /is (default|value|undefined).*, not (default|value|undefined)|enterWith\(\)/,
    );
  });
});
