import fc from 'fast-check';

import { HOPS, type HopName } from './hops.js';

/** How many variables a program has at hand. */
export const VARIABLES = 3;

/** What a task does, step by step. `k` is the number of a variable. */
export type Step =
  | { readonly do: 'set'; readonly k: number }
  | { readonly do: 'hop'; readonly hop: HopName }
  | { readonly do: 'setAndReset'; readonly k: number; readonly steps: Program }
  | { readonly do: 'awaitHelper'; readonly steps: Program }
  | { readonly do: 'varRun'; readonly k: number; readonly steps: Program }
  | { readonly do: 'runInCopy'; readonly steps: Program }
  | { readonly do: 'task'; readonly wait: boolean; readonly steps: Program }
  | { readonly do: 'gather' | 'taskGroup'; readonly programs: readonly Program[] }
  | { readonly do: 'generator' | 'asyncGenerator'; readonly k: number }
  | { readonly do: 'pool'; readonly k: number }
  | { readonly do: 'drain' }
  | { readonly do: 'listen'; readonly k: number; readonly once: boolean }
  | { readonly do: 'emit' };

export type Program = readonly Step[];

const k = fc.nat({ max: VARIABLES - 1 });
const hop = fc.constantFrom(...(Object.keys(HOPS) as HopName[])).map((name): Step => ({ do: 'hop', hop: name }));

const leaf: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: hop },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('set' as const), k }) },
  fc.record({ do: fc.constant('pool' as const), k }),
  fc.record({ do: fc.constantFrom('generator' as const, 'asyncGenerator' as const), k }),
  fc.constant<Step>({ do: 'drain' }),
  fc.record({ do: fc.constant('listen' as const), k, once: fc.boolean() }),
  fc.constant<Step>({ do: 'emit' }),
);

/** Steps that may hold programs in their turn, to this depth. */
function stepOf(depth: number): fc.Arbitrary<Step> {
  if (depth === 0) return leaf;
  const steps = programOf(depth - 1);
  const programs = fc.array(steps, { minLength: 1, maxLength: 3, size: 'max' });
  const nested: fc.Arbitrary<Step> = fc.oneof(
    fc.record({ do: fc.constant('setAndReset' as const), k, steps }),
    fc.record({ do: fc.constant('awaitHelper' as const), steps }),
    fc.record({ do: fc.constant('varRun' as const), k, steps }),
    fc.record({ do: fc.constant('runInCopy' as const), steps }),
    fc.record({ do: fc.constant('task' as const), wait: fc.boolean(), steps }),
    fc.record({ do: fc.constantFrom('gather' as const, 'taskGroup' as const), programs }),
  );
  return fc.oneof({ weight: 3, arbitrary: leaf }, { weight: 2, arbitrary: nested });
}

function programOf(depth: number): fc.Arbitrary<Program> {
  return fc.array(stepOf(depth), { minLength: 1, maxLength: 6, size: 'max' });
}

/** Several programs, to be run at once. */
export const programs: fc.Arbitrary<readonly Program[]> = fc.array(programOf(2), {
  minLength: 2,
  maxLength: 8,
  size: 'max',
});
