/**
 * The adapter for Express and Connect.
 *
 * @module
 * @since 0.1.0
 */
export { throughline } from './throughline.js';
