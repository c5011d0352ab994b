/**
 * Adds the fields of the request to the lines of pino.
 *
 * @module
 * @since 0.1.0
 */
export { genReqId } from './gen-req-id.js';
export { mixin } from './mixin.js';
