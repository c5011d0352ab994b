import { executionAsyncResource } from 'node:async_hooks';

import type { Context } from '../core/context.js';
import { enterWith } from '../core/enter-with.js';
import { storage } from '../core/storage.js';
import { ThroughlineError } from '../core/throughline-error.js';

/** A change of what is current, by `stayIn`. */
interface Stay {
  readonly resource: Record<symbol, unknown>;
  readonly before: Context | undefined;
  readonly after: Context | undefined;
}

/** Node 20 and 22 keep the current context on the async resource, under this symbol. Other versions and runtimes have none. */
const { kResourceStore } = storage as unknown as { readonly kResourceStore?: symbol };

/** The changes since the current callback of the event loop began. */
const stays: Stay[] = [];

/**
 * Makes `context` current for the rest of the current callback of the event loop, and for all that it starts from here on. It is what
 * `enter` and `exit` of cls-hooked do: they have no function to call. Nothing else may use this.
 *
 * Node 20 and 22 would keep the context for the next callback of the same resource, such as the next request on a connection that is
 * kept alive. So it is put back when the callback has ended.
 *
 * Throws `TL_ERR_RUNTIME` on Cloudflare Workers, which cannot do it.
 */
export function stayIn(context: Context | undefined): void {
  if (kResourceStore !== undefined) {
    if (stays.length === 0) queueMicrotask(() => putBack(kResourceStore));
    const resource = executionAsyncResource() as Stay['resource'];
    stays.push({ resource, before: storage.getStore(), after: context });
  }
  if (!enterWith(context)) {
    throw new ThroughlineError('TL_ERR_RUNTIME', 'This runtime has no AsyncLocalStorage.enterWith()', 'Use run()');
  }
}

function putBack(key: symbol): void {
  for (const { resource, before, after } of stays.splice(0).toReversed()) {
    if (resource[key] === after) resource[key] = before;
  }
}
