import fc from 'fast-check';
import { expect, it } from 'vitest';

import { AsyncContext } from '../../../src/async-context/index.js';
import { bind, ContextVar } from '../../../src/index.js';
import { type Api, each, outcome, outcomeAtOnce, programs } from './program.js';

type Holder = Pick<ContextVar<unknown>, 'run'> & { get(): unknown };

const apiOf = (variables: readonly Holder[], take: Api['take']): Api => ({
  read: () => variables.map((variable) => variable.get()),
  run: (index, value, body) => (variables[index] as Holder).run(value, body),
  take,
});

const asyncContext = apiOf(
  each((index) => new AsyncContext.Variable<unknown>({ defaultValue: `default ${index}` })),
  () => {
    const snapshot = new AsyncContext.Snapshot();
    return (body) => snapshot.run(body);
  },
);

const core = apiOf(
  each((index) => new ContextVar<unknown>('variable', { default: `default ${index}` })),
  () => bind((body) => body()),
);

/** The mapping of the specification, kept by hand: it knows nothing of what is asynchronous. */
function specification(): Api {
  let mapping: ReadonlyMap<number, unknown> = new Map();
  const swapped = <R>(other: ReadonlyMap<number, unknown>, body: () => R): R => {
    const previous = mapping;
    mapping = other;
    try {
      return body();
    } finally {
      mapping = previous;
    }
  };
  return {
    read: () => each((index) => (mapping.has(index) ? mapping.get(index) : `default ${index}`)),
    run: (index, value, body) => swapped(new Map([...mapping, [index, value]]), body),
    take: () => {
      const snapshot = mapping;
      return (body) => swapped(snapshot, body);
    },
  };
}

const numRuns = 1000;

it('Variable and Snapshot do what ContextVar.run and bind do, in any program', async () => {
  const agree = fc.asyncProperty(programs, async (program) => {
    expect(await outcome(asyncContext, program)).toEqual(await outcome(core, program));
  });
  await fc.assert(agree, { numRuns });
});

it('Variable and Snapshot do what the specification does with its mapping, in any program that does not wait', () => {
  const agree = fc.property(programs, (program) => {
    expect(outcomeAtOnce(asyncContext, program)).toEqual(outcomeAtOnce(specification(), program));
  });
  fc.assert(agree, { numRuns });
});
