/**
 * The parts to write an adapter with.
 *
 * @module
 * @since 0.1.0
 */
export { callListener } from './request/run/call-listener.js';
export { carriedTask, carryHidden, carryTask, isCarrier, runCarried, TASK } from './request/run/carried-task.js';
export { currentRunner, type Runner } from './request/run/current-runner.js';
export { nodeBuiltin } from './core/runtime/node-builtin.js';
export { patch } from './core/patch.js';
export { currentTask } from './request/run/current-span.js';
export { isThenable } from './core/is-thenable.js';
export { listenerKeeper, type TaskOfEvent } from './request/run/listener-keeper.js';
export { keepSource } from './request/keep-source.js';
export type { RequestTask } from './request/run/request-task.js';
export { runChild } from './request/run/run-child.js';
export { showError } from './request/run/show-error.js';
export { type BodyWatch, streamInContext } from './request/stream-in-context.js';
export { Tracing } from './request/run/tracing.js';
export { asksToOpenEarly } from './request/tracing-options.js';
