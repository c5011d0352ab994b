import type { Flow } from './flow.js';
import type { World } from './world.js';

/** A callback that must see what `flow` sees now, whoever calls it, and whose changes must stay its own. */
export function callback(world: World, flow: Flow, k: number, where: string): () => void {
  const captured = flow.fork();
  return () => {
    const inner = captured.fork();
    try {
      inner.check(where);
      inner.set(k);
      inner.check(`${where}, after a set`);
    } catch (error) {
      world.report(error);
    }
  };
}

/** Listens on the emitter that all tasks share. */
export function listen(world: World, flow: Flow, k: number, once: boolean): void {
  world.emitter[once ? 'once' : 'on']('event', callback(world, flow, k, 'a listener'));
}
