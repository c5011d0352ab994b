// A process that may have the doctor before it: the argument says what is measured.
import { createTask } from 'throughline';
import { traced } from 'throughline/fetch';

import { measureSlices, type Perform, type Slices } from '../measure/measure-slices.js';
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
  'early await': [{ operations: 500, warmUp: 5 }, () => awaits],
  'later await': [{ operations: 10_000, warmUp: 28 }, () => awaits],
  request: [{ operations: 600, warmUp: 30 }, nodeHttp.sides[OURS] as () => Perform | Promise<Perform>],
};

const operation = process.argv[2] as Operation;
const [slices, make] = CASES[operation];
const perform = await make();
await createTask(() => measureSlices({ [operation]: perform }, slices));
