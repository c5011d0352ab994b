import { nodeBuiltin } from '../core/runtime/node-builtin.js';
import { ThroughlineError } from '../core/throughline-error.js';

type Bytes = Uint8Array<ArrayBuffer>;

/** A source of random bytes: the global `crypto`, and the module `node:crypto`, which Node has also where the global is off. */
interface Source {
  getRandomValues?(bytes: Bytes): unknown;
}

const NO_SOURCE = ['There is no source of random bytes for ids', 'Provide crypto.getRandomValues as a global'] as const;

/** Fills `bytes` from a cryptographic source. Throws `TL_ERR_RUNTIME` where the runtime has none. */
export function fillRandom(bytes: Bytes): void {
  const source = [globalThis.crypto, nodeBuiltin('node:crypto')].find(isSource);
  if (source === undefined) throw new ThroughlineError('TL_ERR_RUNTIME', ...NO_SOURCE);
  source.getRandomValues(bytes);
}

function isSource(value: Source | undefined): value is Required<Source> {
  return typeof value?.getRandomValues === 'function';
}
