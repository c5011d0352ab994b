export { accessLog, type AccessLogOptions } from './access-log.js';
export type { AccessLevel, AccessLogger, PinoLike, WriteLine } from './access-logger.js';
