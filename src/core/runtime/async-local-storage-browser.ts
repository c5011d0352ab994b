import { CallStorage } from './call-storage.js';
import { nodeBuiltin } from './node-builtin.js';

interface Provider {
  readonly AsyncLocalStorage?: typeof CallStorage;
}

/**
 * What bundles for browsers get in place of `node:async_hooks`. Such a bundle may run elsewhere: on Node, in a test with jsdom,
 * or at an edge that has the class as a global. A runtime that has the real one keeps the real one.
 */
export const { AsyncLocalStorage = (globalThis as Provider).AsyncLocalStorage ?? CallStorage } = (nodeBuiltin(
  'node:async_hooks',
) ?? {}) as Provider;
