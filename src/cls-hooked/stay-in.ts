import { executionAsyncResource } from 'node:async_hooks';

import type { Context } from '../core/context.js';
import { storage } from '../core/storage.js';
import { ThroughlineError } from '../core/throughline-error.js';

/** A change of what is current, by `stayIn`. */
interface Stay {
  readonly resource: Record<symbol, unknown>;
  readonly before: Context | undefined;
  readonly after: Context | undefined;
}

/** AsyncLocalStorage as it is built. `kResourceStore` is on Node 20 and 22 only. */
interface BuiltStorage {
  enterWith?: (context: Context | undefined) => void;
  readonly kResourceStore?: symbol;
}

const built = storage as unknown as BuiltStorage;

/** The changes since the current callback of the event loop began. */
const stays: Stay[] = [];

/**
 * Makes `context` current for the rest of the current callback of the event loop, and for all that it starts from here on. It is what
 * `enter` and `exit` of cls-hooked are: they have no function to call. Nothing else may use this.
 *
 * Node 20 and 22 would keep the context for the next callback of the same resource, such as the next request on a connection that is
 * kept alive. So it is put back when the callback has ended.
 *
 * Throws `TL_ERR_RUNTIME` on Cloudflare Workers, which cannot do it.
 */
export function stayIn(context: Context | undefined): void {
  if (built.kResourceStore !== undefined) {
    if (stays.length === 0) queueMicrotask(putBack);
    const resource = executionAsyncResource() as Stay['resource'];
    stays.push({ resource, before: storage.getStore(), after: context });
  }
  try {
    (built.enterWith as NonNullable<BuiltStorage['enterWith']>).call(built, context);
  } catch {
    throw new ThroughlineError('TL_ERR_RUNTIME', 'This runtime has no AsyncLocalStorage.enterWith()', 'Use run()');
  }
}

function putBack(): void {
  const { kResourceStore } = built as Required<BuiltStorage>;
  for (const { resource, before, after } of stays.splice(0).toReversed()) {
    if (resource[kResourceStore] === after) resource[kResourceStore] = before;
  }
}
