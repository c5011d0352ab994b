// A process with as many variables as its argument says, all with a value in the current context. It measures the last one, so
// that the number of variables shows where it matters, and prints what each case costs.
import { ContextVar, copyContext, createTask } from 'throughline';

import { costOf, type Slices } from '../measure/cost-of.js';
import { als, type CaseName, casesFor } from './cases.js';

export type Costs = Readonly<Record<CaseName, { readonly ours: number; readonly bare: number }>>;

const SLICES: Slices = { operations: 20_000, warmUp: 10, count: 40 };

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

const costs: Record<string, Costs[CaseName]> = {};
for (const [name, { ours, bare }] of Object.entries(cases)) {
  costs[name] = { ours: await costOfLoop(ours), bare: await costOfLoop(bare) };
}
process.on('exit', () => String(result));
console.log(JSON.stringify(costs));

function costOfLoop(loop: (operations: number) => unknown): Promise<number> {
  return costOf((operations) => void (result = inContext(() => loop(operations))), SLICES);
}
