import type * as Tracing from './tracing.js';

declare const require: (file: './tracing.js') => typeof Tracing;

let loaded: typeof Tracing | undefined;

/**
 * Loads the other file of register, once: a tool that loads the application again may have emptied the cache of modules. By `require`, which is
 * there because this entry is built for CommonJS only: it loads at once, and bundlers find it.
 */
export function loadTracing(): typeof Tracing {
  return (loaded ??= require('./tracing.js'));
}
