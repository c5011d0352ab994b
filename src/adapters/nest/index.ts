export { throughline } from './throughline.js';
export { tracedGateways } from './traced-gateways.js';
