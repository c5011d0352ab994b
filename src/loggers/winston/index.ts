/**
 * Adds the fields of the request to the entries of winston.
 *
 * @module
 * @since 0.1.0
 */
export { withLogContext } from './with-log-context.js';
