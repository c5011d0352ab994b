export { asBaggage, type BaggageOptions } from '../trace/baggage-var.js';
export { extract, type ExtractOptions } from './extract.js';
export { inject, type InjectOptions } from './inject.js';
export type { Origins } from './origin-rule.js';
export { propagate, type PropagateOptions, type StopPropagating } from './propagate.js';
export type { ReadableCarrier } from './readable-carrier.js';
export type { WritableCarrier } from './writable-carrier.js';
