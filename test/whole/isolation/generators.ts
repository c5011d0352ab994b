import { pause } from '../conformance/pause.js';
import type { Flow } from './flow.js';
import type { World } from './world.js';

/** A generator runs in the context of whoever calls `next`, who passes the model of itself. */
function* generator(k: number): Generator<void, never, Flow> {
  let caller = yield;
  for (;;) {
    caller.check('a generator');
    caller.set(k);
    caller = yield;
  }
}

async function* asyncGenerator(k: number): AsyncGenerator<void, never, Flow> {
  let caller = yield;
  for (;;) {
    caller.check('an async generator');
    await pause();
    caller.check('an async generator, after an await');
    caller.set(k);
    caller = yield;
  }
}

/** Resumes one generator from this task, from a task of this one, and from this one again. */
export async function resumeGenerator(world: World, flow: Flow, k: number): Promise<void> {
  const shared = generator(k);
  shared.next(flow);
  await resume(world, flow, (caller) => shared.next(caller));
}

/** The same with an async generator. */
export async function resumeAsyncGenerator(world: World, flow: Flow, k: number): Promise<void> {
  const shared = asyncGenerator(k);
  await shared.next(flow);
  await resume(world, flow, (caller) => shared.next(caller));
}

async function resume(world: World, flow: Flow, next: (caller: Flow) => unknown): Promise<void> {
  await next(flow);
  flow.check('the caller of a generator');
  await world.api.createTask(async () => {
    const inner = flow.fork();
    inner.claim();
    await next(inner);
    inner.check('the task that called a generator');
  });
  await next(flow);
}
