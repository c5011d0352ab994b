import { afterAll, describe, expect, it } from 'vitest';

import { Context, ContextVar, copyContext, createTask, gather } from '../../../../src/index.js';
import { CPython, whyNoPython } from './cpython.js';
import { findDisagreement } from './disagreement.js';
import { createInterpreter } from './interpreter.js';
import { report } from './report.js';
import { shrink } from './shrink.js';

/**
 * THROUGHLINE_PROGRAMS: how many programs in all. THROUGHLINE_SEED: the number of the first program, instead of the
 * fixed one and a new one each time; with one program it replays exactly that.
 */
const { THROUGHLINE_PROGRAMS, THROUGHLINE_SEED } = process.env;
const FIXED_SEED = 1;
const seeds = THROUGHLINE_SEED ? [Number(THROUGHLINE_SEED)] : [FIXED_SEED, Math.floor(Math.random() * 2 ** 31)];
const each = Math.ceil(Number(THROUGHLINE_PROGRAMS ?? 3000) / seeds.length);
const unable = whyNoPython();
if (unable) console.warn(`The comparison with CPython is skipped: ${unable}`);

describe.skipIf(unable)(`random programs, as CPython runs them${unable ? ` (skipped: ${unable})` : ''}`, () => {
  const python = unable ? undefined : new CPython();
  afterAll(() => python?.[Symbol.dispose]());

  it.each(seeds)(`agree: ${each} programs from seed %i`, { timeout: 60_000 + 50 * each }, async (seed) => {
    const reference = python!.run.bind(python);
    const subject = createInterpreter({ ContextVar, Context, copyContext, createTask, gather });
    const found = await findDisagreement(seed, each, reference, subject);
    if (found) expect.fail(report(await shrink(found, reference, subject), found.program.seed));
    expect(python!.complaints).toBe('');
  });
});
