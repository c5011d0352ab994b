import { carriedTask } from '../../request/run/carried-task.js';
import { CTX_REQUEST_ID } from '../../request/context-vars.js';

type Middleware = (request: { id?: unknown }, ...rest: readonly unknown[]) => unknown;

/** The part of what the package pino-http exports that is needed. */
export type PinoHttp = (...args: readonly unknown[]) => Middleware;

/** The same package, but a request has its id for pino-http too, unless the application gives it another or a `genReqId`. */
export function patchPinoHttp(original: PinoHttp): PinoHttp {
  function pinoHttp(...args: readonly unknown[]): Middleware {
    const middleware = original(...args);
    const { genReqId } = Object(args[0]) as { genReqId?: unknown };
    return typeof genReqId === 'function' ? middleware : withId(middleware);
  }
  return Object.assign(pinoHttp, original, { default: pinoHttp, pinoHttp });
}

function withId(middleware: Middleware): Middleware {
  const identify: Middleware = (request, response, next) => {
    if (carriedTask(request) !== undefined) request.id ||= CTX_REQUEST_ID.get();
    return middleware(request, response, next);
  };
  return Object.assign(identify, middleware);
}
