export { headersOf, type SentMessage } from './headers-of.js';
export { injectAttributes, type MessageAttributes } from './inject-attributes.js';
