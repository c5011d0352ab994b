export { accessLog, type AccessLogOptions } from './access-log.js';
export type { AccessLevel, PinoLike, WriteLine } from './access-logger.js';
