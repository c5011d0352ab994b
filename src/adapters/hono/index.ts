/**
 * The adapter for Hono.
 *
 * @module
 * @since 0.1.0
 */
export { throughline } from './throughline.js';
