export { mend } from './mend.js';
