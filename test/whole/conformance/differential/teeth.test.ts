import { afterAll, describe, expect, it } from 'vitest';

import { agrees, type Runner } from './compare.js';
import { Coverage } from './coverage.js';
import { CPython, whyNoPython } from './cpython.js';
import { findDisagreement } from './disagreement.js';
import { KINDS } from './generate.js';
import { createInterpreter } from './interpreter.js';
import { enterWith } from './mutants/enter-with.js';
import { createModel, SOUND } from './mutants/model.js';
import { noFork } from './mutants/no-fork.js';
import { sharedMap } from './mutants/shared-map.js';
import { allStatements } from './program.js';
import { shrink } from './shrink.js';

const SEED = 1;
const PROGRAMS = 3000;
const WITHIN = 100;

const MUTANTS = { 'shared map': sharedMap, enterWith, 'no fork': noFork };

const ERRORS = [
  'THROWN',
  'TL_ERR_NO_VALUE',
  'TL_ERR_TOKEN_USED',
  'TL_ERR_TOKEN_VARIABLE',
  'TL_ERR_TOKEN_CONTEXT',
  'TL_ERR_CONTEXT_ENTERED',
];

/** The same errors in places that need some luck: a generator that is ended by another task than began it, and so on. */
const PLACES = [
  'run TL_ERR_CONTEXT_ENTERED',
  'task TL_ERR_CONTEXT_ENTERED',
  'using TL_ERR_TOKEN_USED',
  'step TL_ERR_TOKEN_CONTEXT',
  'asyncStep TL_ERR_TOKEN_CONTEXT',
  'await THROWN',
  'gather THROWN',
];

const unable = whyNoPython();

describe.skipIf(unable)(`the comparison with CPython has teeth${unable ? ` (skipped: ${unable})` : ''}`, () => {
  const python = unable ? undefined : new CPython();
  const reference: Runner = (program) => python!.run(program);
  afterAll(() => python?.[Symbol.dispose]());

  it.each(Object.entries(MUTANTS))(`finds the mutant "%s" within ${WITHIN} programs`, async (name, api) => {
    const subject = createInterpreter(api);
    const found = await findDisagreement(SEED, WITHIN, reference, subject);
    if (found === undefined) return expect.fail(`${name} agrees with CPython in ${WITHIN} programs`);
    const shrunk = await shrink(found, reference, subject);
    expect(agrees(shrunk)).toBe(false);
    console.log(
      `${name}: caught by program ${found.program.seed - SEED + 1},`,
      `shrunk to ${allStatements(shrunk.program.body).length} statements`,
    );
  });

  it('finds nothing in the sound model that the mutants vary, and covers every statement and error', async () => {
    const coverage = new Coverage();
    const subject = createInterpreter(createModel(SOUND));
    expect(await findDisagreement(SEED, PROGRAMS, reference, subject, coverage)).toBe(undefined);
    for (const kind of KINDS) expect(coverage.kinds.get(kind), kind).toBeGreaterThan(100);
    for (const error of ERRORS) expect(coverage.errors.get(error), error).toBeGreaterThan(50);
    for (const place of PLACES) expect(coverage.places.get(place), place).toBeGreaterThan(5);
    expect(coverage.unfinished).toBe(0);
    expect(coverage.depth).toBeGreaterThan(5);
    console.log(`${PROGRAMS} programs: ${coverage.toString()}`);
  });
});
