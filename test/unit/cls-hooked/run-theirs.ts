// Runs all scenarios with cls-hooked itself, in a process of its own, for its hooks stay and may end the process. A line for each.
import { createRequire } from 'node:module';

import { folderOf } from '../../support/frameworks/installed.js';
import { NODE } from './node-scenarios.js';
import { type Cls, observe } from './scenario.js';
import { BETTER, DIFFERENT, SAME } from './scenarios.js';

const theirs: Cls = createRequire(`${folderOf('cls-hooked')}/`)('cls-hooked');
// The last one of BETTER ends the process.
const others = Object.entries({ ...DIFFERENT, ...BETTER }).map(([name, [scenario]]) => [name, scenario] as const);

for (const [name, scenario] of [...Object.entries({ ...SAME, ...NODE }), ...others]) {
  const observed = await observe(scenario, theirs).catch((error: unknown) => `throws ${String(error)}`);
  console.log(JSON.stringify([name, observed]));
}
