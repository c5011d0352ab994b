/**
 * Adds the fields of the request to the records of LogTape.
 *
 * @module
 * @since 0.1.0
 */
export { contextLocalStorage } from './context-local-storage.js';
