export { currentRunner, type Runner } from './request/current-runner.js';
export { callListener, showError } from './request/call-listener.js';
export { carriedTask, carryTask, isCarrier, runCarried } from './request/carried-task.js';
export type { RequestTask } from './request/request-task.js';
export { runChild } from './request/run-child.js';
export { Tracing } from './request/tracing.js';
