export { callListener } from './request/call-listener.js';
export { carriedTask, carryTask, isCarrier, runCarried } from './request/carried-task.js';
export { currentRunner, type Runner } from './request/current-runner.js';
export { isThenable } from './request/is-thenable.js';
export { keepSource } from './request/keep-source.js';
export type { RequestTask } from './request/request-task.js';
export { runChild } from './request/run-child.js';
export { showError } from './request/show-error.js';
export { Tracing } from './request/tracing.js';
