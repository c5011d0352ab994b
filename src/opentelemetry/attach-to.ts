import type { Context } from '../core/context.js';
import { put } from '../core/put.js';
import { CTX_BAGGAGE, CTX_REQUEST_ID } from '../request/context-vars.js';
import { ACTIVE } from './active-entry.js';
import { currentIds, putIds } from './span-ids.js';

/** What `attach` gives. Source: OpenTelemetry API 1.10, `ContextManagementToken`. */
export interface Attached {
  /** Puts back what was active before, once, wherever it is called. */
  dispose(): void;
}

/** The token of what was not attached. */
export const NOT_ATTACHED: Attached = { dispose() {} };

/** Lets `activate` change the current context `target`, and gives what undoes that. */
export function attachTo(target: Context, activate: () => void): Attached {
  const entry = ACTIVE.get();
  const ids = currentIds();
  const baggage = CTX_BAGGAGE.get();
  const requestId = CTX_REQUEST_ID.get();
  activate();
  let isAttached = true;
  return {
    dispose() {
      if (!isAttached) return;
      isAttached = false;
      put(target, ACTIVE, entry);
      putIds(target, ids);
      put(target, CTX_BAGGAGE, baggage);
      put(target, CTX_REQUEST_ID, requestId);
    },
  };
}
