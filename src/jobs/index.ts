export type { JobOptions } from './job-options.js';
export { runJob } from './run-job.js';
