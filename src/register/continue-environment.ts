import { put } from '../core/access.js';
import { OUTSIDE } from '../core/context.js';
import { type Environment, fromEnv } from '../propagation/carriers/from-env.js';
import { readCarrier } from '../propagation/carriers/readable-carrier.js';
import { identify } from '../request/arrive/identity.js';
import { incomingRequestId } from '../request/arrive/request-id.js';
import { CTX_BAGGAGE, CTX_REQUEST_ID } from '../request/context-vars.js';
import { putTraceIds } from '../request/request-fields.js';
import type { Scope } from '../request/scope.js';
import { resolveOptions } from '../request/tracing-options.js';
import { parseTraceparent } from '../w3c/traceparent.js';

/**
 * Lets what this process does outside of any task, and in tasks that begin there, go on with the trace and the id that its
 * environment brings; nothing happens where that has neither. Requests put their own over it, and `set` outside a task throws as before.
 * Variables that are marked as baggage stay as they are, for requests would inherit them.
 */
export function continueEnvironment(environment: Environment, requestHeader: string | false): void {
  const scope: Scope = { type: 'message', method: '', path: '', headers: readCarrier(fromEnv(environment)) };
  const policy = resolveOptions({ requestHeader });
  const isParent = parseTraceparent(scope.headers.get('traceparent')) !== undefined;
  if (!isParent && incomingRequestId(scope, policy) === undefined) return;
  const identity = identify(scope, policy);
  put(OUTSIDE, CTX_REQUEST_ID, identity.requestId);
  putTraceIds(OUTSIDE, identity);
  put(OUTSIDE, CTX_BAGGAGE, identity.baggage);
}
