/**
 * Gives callbacks of libraries the context in which they were passed.
 *
 * @module
 * @since 0.1.0
 */
export { mend } from './mend.js';
