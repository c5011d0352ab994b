import { patch } from '../../core/patch.js';
import { propagatingFetch } from '../redirects/propagating-fetch.js';

type Fetch = typeof globalThis.fetch;

/**
 * Wraps the global `fetch` where it is not undici's, which `propagateInUndici` covers: on Bun, Deno and Workers. Returns what ends
 * it; if somebody has wrapped it again, this wrapper stays and does nothing.
 */
export function propagateInFetch(): () => void {
  const original = globalThis.fetch as Fetch | undefined;
  const undici = globalThis.process?.versions?.['undici']; // '' on Workers with nodejs_compat, which has none
  if (typeof original !== 'function' || (undici !== undefined && undici !== '')) return () => {};

  return patch(globalThis, 'fetch', () =>
    Object.assign(
      (...args: Parameters<Fetch>): Promise<Response> => propagatingFetch(original, ...args),
      original, // what a runtime keeps on it: Bun's preconnect
    ),
  );
}
