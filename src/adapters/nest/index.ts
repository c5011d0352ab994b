export { throughline } from './throughline.js';
export { traceGateways } from './trace-gateways.js';
