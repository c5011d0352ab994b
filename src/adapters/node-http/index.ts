export type { TracingOptions } from '../../request/tracing-options.js';
export { traced } from './traced.js';
