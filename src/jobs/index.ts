/**
 * Work that is not a request: cron jobs, messages of a queue, commands.
 *
 * @module
 * @since 0.1.0
 */
export type { JobOptions } from './job-options.js';
export { runJob } from './run-job.js';
