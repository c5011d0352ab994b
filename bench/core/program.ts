// A process with as many variables as its argument says, all with a value in the current context. It measures the last one, so
// that the number of variables shows where it matters.
import { ContextVar, copyContext, createTask } from 'throughline';

import { measureSlices, type Perform } from '../measure/measure-slices.js';
import { als, casesFor } from './cases.js';

const variables = Array.from({ length: Number(process.argv[2]) }, (_, i) => new ContextVar<number>(`variable ${i}`));
const cases = casesFor(variables.at(-1) as ContextVar<number>);

/** What the loops returned, so that it had to be computed. */
let result: unknown;

/** Made once, with as many calls in each process. */
const context = await createTask(() => {
  for (let i = 0; i < 2048; i++) variables[i % variables.length]!.set(i);
  return copyContext();
});

const inContext = <R>(fn: () => R): R => context.run(() => als.run({ value: 0 }, fn));

// A few operations of each case in turn, before the compiler looks at any: `getStore` knows both storages then. Else
// the one that is measured first may be compiled for itself alone, which makes it twice as fast on Node 20 and 22.
inContext(() => {
  for (let turn = 0; turn < 500; turn++) {
    for (const { ours, bare } of Object.values(cases)) [result] = [ours(4), bare(4)];
  }
});

process.on('exit', () => String(result));

const sides = Object.entries(cases).flatMap(([name, { ours, bare }]) => [
  [`${name}, ours`, perform(ours)] as const,
  [`${name}, bare`, perform(bare)] as const,
]);
await measureSlices(Object.fromEntries(sides), { operations: 20_000, warmUp: 10 });

function perform(loop: (operations: number) => unknown): Perform {
  return (operations) => void (result = inContext(() => loop(operations)));
}
