/**
 * One log line for each request and each job, at its end.
 *
 * @module
 * @since 0.1.0
 */
export { accessLog, type AccessLogOptions } from './access-log.js';
export type { AccessLevel, PinoLike, WriteLine } from './access-logger.js';
