// A process with as many variables as its argument says, all with a value in the current context. It runs the rounds
// that it is told to run: of the last variable, so that the number of variables shows where it matters.
import { ContextVar, copyContext, createTask } from 'throughline';

import { answer } from '../measure/answer.js';
import { als, type CaseName, casesFor } from './cases.js';

/** Asks for one round. */
export interface Request {
  readonly name: CaseName;
  readonly side: 'ours' | 'bare';
  readonly operations: number;
}

const variables = Array.from({ length: Number(process.argv[2]) }, (_, i) => new ContextVar<number>(`variable ${i}`));
const cases = casesFor(variables.at(-1) as ContextVar<number>);

/** What the loops returned, so that it had to be computed. */
let result: unknown;

/** The nanoseconds that a round took. */
function take({ name, side, operations }: Request): number {
  const loop = cases[name][side];
  const begin = process.hrtime.bigint();
  result = loop(operations);
  return Number(process.hrtime.bigint() - begin);
}

/** Made once, with as many calls in each process. */
const context = await createTask(() => {
  for (let i = 0; i < 2048; i++) variables[i % variables.length]!.set(i);
  return copyContext();
});

// A few operations of each case in turn, before the compiler looks at any: `getStore` knows both storages then. Else
// the one that is measured first may be compiled for itself alone, which makes it twice as fast on Node 20 and 22.
context.run(() =>
  als.run({ value: 0 }, () => {
    for (let turn = 0; turn < 500; turn++) {
      for (const sides of Object.values(cases)) {
        sides.ours(4);
        sides.bare(4);
      }
    }
  }),
);

answer((request: Request) => context.run(() => als.run({ value: 0 }, take, request)));
process.on('exit', () => String(result));
