// What one operation costs in a process that may have the doctor before it, in nanoseconds: the argument says which one.
import { createTask } from 'throughline';
import { traced } from 'throughline/fetch';

import { costOf, type Perform, type Slices } from '../measure/cost-of.js';
import { nodeHttp } from '../requests/subjects/node-http.js';
import { OURS } from '../requests/subject.js';

export type Operation = 'early await' | 'later await' | 'request';

/** In a slice of its own request: the doctor looks at the promises of requests, until they have made 20,000. */
const awaits: Perform = async (count) => {
  await traced(async () => {
    // oxlint-disable-next-line typescript/await-thenable -- It is measured.
    for (let done = 0; done < count; done++) await undefined;
    return new Response();
  })(new Request('http://localhost/'));
};

const CASES: Readonly<Record<Operation, readonly [Slices, () => Perform | Promise<Perform>]>> = {
  'early await': [{ operations: 500, warmUp: 5, count: 20 }, () => awaits],
  'later await': [{ operations: 10_000, warmUp: 28, count: 12 }, () => awaits],
  request: [{ operations: 1000, warmUp: 25, count: 20 }, nodeHttp.sides[OURS] as () => Perform | Promise<Perform>],
};

const [slices, make] = CASES[process.argv[2] as Operation];
const perform = await make();
console.log(await createTask(() => costOf(perform, slices)));
process.exit(0);
