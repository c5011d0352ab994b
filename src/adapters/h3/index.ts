/**
 * The adapter for h3.
 *
 * @module
 * @since 0.1.0
 */
export { throughline } from './throughline.js';
