/**
 * The id of the request in the lines of the console.
 *
 * @module
 * @since 0.1.0
 */
export { type ConsoleOptions, installConsole } from './install-console.js';
