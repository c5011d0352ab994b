export { inContext } from './in-context.js';
export { withContext, type WithContext } from './with-context.js';
