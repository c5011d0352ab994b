import type { Samples } from './repeat.js';
import type { Runtime } from './runtimes.js';

/** What is measured on each of the runtimes, one after another, by their names. */
export async function onEach(
  runtimes: readonly Runtime[],
  measure: (runtime: Runtime) => Promise<Samples>,
): Promise<Map<string, Samples>> {
  const samples = new Map<string, Samples>();
  for (const runtime of runtimes) samples.set(runtime.name, await measure(runtime));
  return samples;
}

/** The sides of several groups, which are measured one after another, as one. */
export async function together<G>(groups: readonly G[], measure: (group: G) => Promise<Samples>): Promise<Samples> {
  const measured: Samples[] = [];
  for (const group of groups) measured.push(await measure(group));
  return Object.assign({}, ...measured) as Samples;
}
