/**
 * Makes callbacks of libraries run in the context in which you passed them.
 *
 * @module
 * @since 0.1.0
 */
export { mend } from './mend.js';
