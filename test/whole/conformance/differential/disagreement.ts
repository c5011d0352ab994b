import { agrees, compare, type Comparison, type Runner } from './compare.js';
import type { Coverage } from './coverage.js';
import { generate } from './generate.js';

const CHUNK = 100;

/** Compares the programs `seed`, `seed + 1`, … and gives the first disagreement, if there is one. */
export async function findDisagreement(
  seed: number,
  count: number,
  reference: Runner,
  subject: Runner,
  coverage?: Coverage,
): Promise<Comparison | undefined> {
  for (let first = 0; first < count; first += CHUNK) {
    const size = Math.min(CHUNK, count - first);
    const programs = Array.from({ length: size }, (_, index) => generate(seed + first + index));
    for (const comparison of await compare(programs, reference, subject)) {
      coverage?.add(comparison.program, comparison.expected);
      if (!agrees(comparison)) return comparison;
    }
  }
  return undefined;
}
