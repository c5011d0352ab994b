import { carriedTask } from '../../request/run/carried-task.js';
import { CTX_REQUEST_ID } from '../../request/context-vars.js';
import { currentTask } from '../../request/run/current-span.js';
import { isRequestId } from '../../request/arrive/request-id.js';
import { generateTraceId } from '../../w3c/ids.js';

/** The part of a request of `node:http` that is needed. */
interface PinoRequest {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/**
 * The option `genReqId` of pino-http. Returns the request id of the current context, or of the request if an adapter ran before. Otherwise
 * returns the id in the header `x-request-id`, if it is valid by the default of the adapters, or else a fresh id. If the option `skip`
 * applies to a request, it always gets a fresh id.
 *
 *     app.use(throughline());
 *     app.use(pinoHttp({ logger, genReqId }));
 */
export function genReqId(request: PinoRequest): string {
  const task = carriedTask(request) ?? currentTask();
  const current = CTX_REQUEST_ID.get() || task?.requestId;
  if (current) return current;
  if (task !== undefined) return generateTraceId(); // it is skipped
  const incoming = request.headers['x-request-id'];
  return typeof incoming === 'string' && isRequestId(incoming) ? incoming : generateTraceId();
}
