export type { RequestTask } from './request/request-task.js';
export { Tracing } from './request/tracing.js';
