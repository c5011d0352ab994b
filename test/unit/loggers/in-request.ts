import {
  createTask,
  CTX_REQUEST_ID,
  CTX_REQUEST_METHOD,
  CTX_REQUEST_PATH,
  CTX_SPAN_ID,
  CTX_TRACE_FLAGS,
  CTX_TRACE_ID,
} from '../../../src/index.js';

/** What a context of a request is made of, to be replaced one by one. */
export const REQUEST = {
  id: 'request-1',
  traceId: '0af7651916cd43dd8448eb211c80319c',
  spanId: 'b7ad6b7169203331',
  flags: 1,
  method: 'GET',
  path: '/orders/1',
};

/** Calls `fn()` in a task that has the variables of a request. */
export function inRequest<R>(fn: () => R, replaced: Partial<typeof REQUEST> = {}): Promise<Awaited<R>> {
  const { id, traceId, spanId, flags, method, path } = { ...REQUEST, ...replaced };
  return createTask<R>(() => {
    CTX_REQUEST_ID.set(id);
    CTX_TRACE_ID.set(traceId);
    CTX_SPAN_ID.set(spanId);
    CTX_TRACE_FLAGS.set(flags);
    CTX_REQUEST_METHOD.set(method);
    CTX_REQUEST_PATH.set(path);
    return fn();
  });
}

/** The fields of `logContext()` in such a task. */
export const FIELDS = {
  request_id: REQUEST.id,
  trace_id: REQUEST.traceId,
  span_id: REQUEST.spanId,
  trace_flags: '01',
  method: REQUEST.method,
  path: REQUEST.path,
};
