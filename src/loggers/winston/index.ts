export { withLogContext } from './with-log-context.js';
