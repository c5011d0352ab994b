import { describe, expect, it } from 'vitest';

import { type Behaviour, observeBare, observeBound } from './behaviour.js';
import { settings } from './settings.js';

/** For each behaviour: where it runs by AsyncLocalStorage, as the table in the docs has it; and that `bind` mends it. */
export function describeBehaviours(behaviours: readonly Behaviour[]): void {
  const { runtime } = settings();
  for (const behaviour of behaviours) {
    const expected = behaviour.except?.[runtime] ?? behaviour.bare;
    describe.skipIf(expected === 'absent')(
      `${behaviour.name}${expected === 'absent' ? ' (this runtime has none)' : ''}`,
      () => {
        it(`runs, by AsyncLocalStorage, in the context of: ${expected}`, async () => {
          const where = await observeBare(behaviour);
          expect(where, `${runtime} has changed: correct the table here and in docs/reference/runtimes.md`).toBe(
            expected,
          );
        });

        it('runs where it was registered, if it is bound', async () => {
          expect(await observeBound(behaviour)).toBe('registration');
        });
      },
    );
  }
}
