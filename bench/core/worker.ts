// A process with as many variables as its argument says, all with a value in the current context. It runs the rounds
// that it is told to run: of the last variable, so that the number of variables shows where it matters.
import { ContextVar, copyContext, createTask } from 'throughline';

import { als, type CaseName, casesFor } from './cases.js';

/** Asks for one round. */
export interface Request {
  readonly name: CaseName;
  readonly side: 'ours' | 'bare';
  readonly operations: number;
}

/** What a round took. */
export interface Answer {
  readonly nanoseconds: number;
  /** What the loop returned, so that it had to be computed. */
  readonly result: string;
}

const variables = Array.from({ length: Number(process.argv[2]) }, (_, i) => new ContextVar<number>(`variable ${i}`));
const cases = casesFor(variables.at(-1) as ContextVar<number>);

function answer({ name, side, operations }: Request): void {
  const loop = cases[name][side];
  const begin = process.hrtime.bigint();
  const result = loop(operations);
  const nanoseconds = Number(process.hrtime.bigint() - begin);
  process.send?.({ nanoseconds, result: String(result) } satisfies Answer);
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

process.on('message', (request: Request) => context.run(() => als.run({ value: 0 }, answer, request)));
