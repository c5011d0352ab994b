import type * as Tracing from './tracing.js';

declare const require: (file: './tracing.js') => typeof Tracing;

let loaded: typeof Tracing | undefined;

/**
 * Loads the other file of register, once: a tool that loads the application again may have emptied the cache of modules. By `require`,
 * which loads at once and which bundlers find. The build for Node is CommonJS; in the ES module, both files are one.
 */
export function loadTracing(): typeof Tracing {
  return (loaded ??= require('./tracing.js'));
}
