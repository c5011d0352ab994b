import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import { attempt } from '../../core/attempt.js';

/** Lets go of what nothing holds, so that what still lives is held. Takes as long as a collection of all garbage does. */
export function collectGarbage(): void {
  attempt(() => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    setFlagsFromString('--no-expose-gc');
    collect();
  });
}
