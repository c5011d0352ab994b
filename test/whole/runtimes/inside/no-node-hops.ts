// Stands in for test/whole/isolation/node-hops.ts on Workers without Node's modules.
export const NODE_HOPS = {};
