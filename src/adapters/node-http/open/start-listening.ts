import type { EventEmitter } from 'node:events';

import type { RequestTask } from '../../../adapter.js';

/**
 * Starts `application`, which will listen to `emitter`. While a hook asks it to wait, nobody listens to the errors of that:
 * Node would throw them.
 */
export function startListening<R>(
  task: RequestTask,
  emitter: EventEmitter,
  application: (task: RequestTask) => R,
): R | Promise<Awaited<R>> {
  const state = { hasStarted: false };
  const started = task.start(() => {
    emitter.off('error', ignore);
    state.hasStarted = true;
    return application(task);
  });
  if (!state.hasStarted) emitter.on('error', ignore);
  return started;
}

function ignore(): void {}
