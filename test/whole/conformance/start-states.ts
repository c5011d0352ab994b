import { Context, ContextVar, createTask } from '../../../src/index.js';

/** Calls `body` in a task of its own; every rule must hold whatever that task starts from. */
interface StartState {
  readonly state: string;
  readonly start: (body: () => unknown) => Promise<void>;
}

// More than 32, so that the forked contexts share a tree with inner nodes.
const fillers = Array.from({ length: 100 }, (_, n) => new ContextVar<number>(`filler ${n}`));

export const START_STATES: readonly StartState[] = [
  {
    state: 'fresh',
    start: async (body) => {
      await new Context().run(body);
    },
  },
  {
    state: 'already forked',
    start: (body) =>
      new Context().run(() => {
        for (const [n, filler] of fillers.entries()) filler.set(n);
        return createTask(() => createTask(async () => void (await body())));
      }),
  },
];
