import type { Reentry } from '../../core/enter.js';
import { nodeBuiltin } from '../../core/runtime/node-builtin.js';

/**
 * A way back into the context that is current now; `undefined` where `enter` costs less. Since Node 24 the values of all
 * AsyncLocalStorages stand in one map. `run` copies that twice, and a resource keeps it. So whoever goes back this way finds the
 * values that other storages have now, too.
 */
export function reentry(): Reentry | undefined {
  return Resource === undefined ? undefined : new Resource('THROUGHLINE', MANUAL);
}

/** Nobody wants to know when the garbage collector takes it, which costs more than to make it. */
const MANUAL = { requireManualDestroy: true };

const Resource = keepsMap() ? asyncResource() : undefined;

/** Bun and Deno say which Node they stand for. They keep the values in other ways. */
function keepsMap(): boolean {
  const versions: Readonly<Record<string, string | undefined>> = globalThis.process?.versions ?? {};
  return Number(versions['node']?.split('.')[0]) >= 24 && !('bun' in versions || 'deno' in versions);
}

interface AsyncHooks {
  readonly AsyncResource: new (type: string, options: object) => Reentry;
}

function asyncResource(): AsyncHooks['AsyncResource'] | undefined {
  return (nodeBuiltin('node:async_hooks') as AsyncHooks | undefined)?.AsyncResource;
}
