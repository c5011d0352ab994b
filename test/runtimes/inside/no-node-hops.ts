// Stands in for test/isolation/node-hops.ts on Workers without Node's modules.
export const NODE_HOPS = {};
