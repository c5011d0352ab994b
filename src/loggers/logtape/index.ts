/**
 * The fields of the request in the records of LogTape.
 *
 * @module
 * @since 0.1.0
 */
export { contextLocalStorage } from './context-local-storage.js';
