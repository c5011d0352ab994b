import type { Context } from '../../core/context.js';
import { put, putInRoot, standsInRoot } from '../../core/access.js';
import { wholeRoot } from '../../core/slots/slots.js';
import { readBaggageVars } from '../../w3c/baggage-var.js';
import {
  CTX_BAGGAGE,
  CTX_JOB_NAME,
  CTX_REQUEST_ID,
  CTX_REQUEST_METHOD,
  CTX_REQUEST_PATH,
  CTX_SPAN_ID,
  CTX_TRACE_FLAGS,
  CTX_TRACE_ID,
  CTX_TRACESTATE,
} from '../context-vars.js';
import { type Identity, putIdentity, removeIdentity } from '../request-fields.js';
import { CURRENT_SPAN } from './current-span.js';
import type { RequestTask } from './request-task.js';
import { REQUEST_VARIABLES } from './request-variables.js';

/** Makes a context that was just made belong to a request, with its ids unless it is skipped: there is nothing to put back. */
export function putRequest(context: Context, task: RequestTask, identity: Identity | undefined): void {
  if (identity !== undefined && ARE_IN_ROOT) {
    putAtOnce(context, task, identity);
    return;
  }
  put(context, CURRENT_SPAN, task);
  if (identity === undefined) return removeIdentity(context);
  const { path, method, name } = task.scope;
  if (name === undefined) {
    put(context, CTX_REQUEST_PATH, path);
    put(context, CTX_REQUEST_METHOD, method);
  } else put(context, CTX_JOB_NAME, name);
  putIdentity(context, identity);
}

/** False where a program made many variables before it loaded this package. */
const ARE_IN_ROOT = REQUEST_VARIABLES.every(standsInRoot);

/** The same for nearly all, in one go: a `put` for each variable would take several times as long. */
function putAtOnce(context: Context, task: RequestTask, identity: Identity): void {
  const root = wholeRoot(context);
  putInRoot(root, CURRENT_SPAN, task);
  const { path, method, name } = task.scope;
  if (name === undefined) {
    putInRoot(root, CTX_REQUEST_PATH, path);
    putInRoot(root, CTX_REQUEST_METHOD, method);
  } else putInRoot(root, CTX_JOB_NAME, name);
  putInRoot(root, CTX_REQUEST_ID, identity.requestId);
  putInRoot(root, CTX_TRACE_ID, identity.traceId);
  putInRoot(root, CTX_SPAN_ID, identity.spanId);
  putInRoot(root, CTX_TRACE_FLAGS, identity.traceFlags);
  putInRoot(root, CTX_TRACESTATE, identity.tracestate);
  const { baggage } = identity;
  putInRoot(root, CTX_BAGGAGE, baggage);
  if (baggage.size > 0) readBaggageVars(baggage, (variable, value) => put(context, variable, value));
}
