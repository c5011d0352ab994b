import type * as Tracing from './tracing.js';

declare const require: (file: './tracing.js') => typeof Tracing;

/**
 * Loads the other file of register, once. By `require`, which is there because this entry is built for CommonJS only: it loads at once, and bundlers
 * find it.
 */
export function loadTracing(): typeof Tracing {
  return require('./tracing.js');
}
