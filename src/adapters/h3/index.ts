export { throughline } from './throughline.js';
