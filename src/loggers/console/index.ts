/**
 * Adds the id of the request to the lines of the console.
 *
 * @module
 * @since 0.1.0
 */
export { type ConsoleOptions, installConsole } from './install-console.js';
