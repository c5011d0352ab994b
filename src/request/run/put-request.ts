import type { Context } from '../../core/context.js';
import { put } from '../../core/access.js';
import { CTX_JOB_NAME, CTX_REQUEST_METHOD, CTX_REQUEST_PATH } from '../context-vars.js';
import { type Identity, putIdentity, removeIdentity } from '../request-fields.js';
import { CURRENT_SPAN } from './current-span.js';
import type { RequestTask } from './request-task.js';

/** Makes a context that was just made belong to a request, with its ids unless it is skipped: there is nothing to put back. */
export function putRequest(context: Context, task: RequestTask, identity: Identity | undefined): void {
  put(context, CURRENT_SPAN, task);
  if (identity === undefined) return removeIdentity(context);
  const { path, method, name } = task.scope;
  if (name === undefined) {
    put(context, CTX_REQUEST_PATH, path);
    put(context, CTX_REQUEST_METHOD, method);
  } else put(context, CTX_JOB_NAME, name);
  putIdentity(context, identity);
}
