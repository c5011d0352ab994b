import { parseArgs } from 'node:util';

import { REPETITIONS, type Repetitions } from '../measure/repeat.js';
import type { Runtime } from '../measure/runtimes.js';

interface Wishes {
  readonly words: readonly string[];
  /** Whether all is measured, as it is for the page. */
  readonly isWhole: boolean;
  readonly isWanted: (runtime: Runtime) => boolean;
  readonly repetitions: Repetitions;
}

/** What is asked for: `npm run bench -- requests express koa --node 26 --repetitions 7`. */
export function wishes(known: readonly string[]): Wishes {
  const { values, positionals } = parseArgs({
    options: { node: { type: 'string' }, repetitions: { type: 'string' } },
    allowPositionals: true,
  });
  const unknown = positionals.filter((word) => !known.includes(word));
  if (unknown.length > 0)
    throw new Error(`There is no ${unknown.join(', ')} to measure. There is ${known.join(', ')}.`);
  const { node, repetitions: most = REPETITIONS.most } = values;
  return {
    words: positionals.length > 0 ? positionals : known,
    isWhole: positionals.length === 0 && Object.keys(values).length === 0,
    isWanted: ({ name }) => node === undefined || name === `Node ${node}`,
    repetitions: { ...REPETITIONS, most: Number(most) },
  };
}
