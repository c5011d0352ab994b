export { genReqId } from './gen-req-id.js';
export { mixin } from './mixin.js';
