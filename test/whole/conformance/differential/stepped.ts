import type { Flow } from './scheduler.js';

/** Which task executes a block. Each generator has one of its own, because the tasks that step it change. */
export interface At {
  flow: Flow;
}

export type Method = 'next' | 'return';

interface Stepped<I> {
  readonly at: At;
  readonly iterator: I;
  busy: boolean;
}

export type SyncStepped = Stepped<Generator<number, void>>;
export type AsyncStepped = Stepped<AsyncGenerator<number, void>>;

/** Steps or closes a generator, unless it is running: there Python raises and JavaScript waits. */
export function step(slot: SyncStepped | undefined, { flow }: At, method: Method): unknown {
  if (slot === undefined || slot.busy) return slot ? 'busy' : 'none';
  begin(slot, flow);
  try {
    const { done, value } = slot.iterator[method]();
    return done ? 'done' : value;
  } finally {
    slot.busy = false;
  }
}

/** The same for an async generator. */
export async function stepAsync(slot: AsyncStepped | undefined, { flow }: At, method: Method): Promise<unknown> {
  if (slot === undefined || slot.busy) return slot ? 'busy' : 'none';
  begin(slot, flow);
  try {
    const { done, value } = await slot.iterator[method]();
    return done ? 'done' : value;
  } finally {
    slot.busy = false;
  }
}

function begin(slot: Stepped<unknown>, flow: Flow): void {
  slot.at.flow = flow;
  slot.busy = true;
}
