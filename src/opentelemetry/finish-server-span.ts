import { type Exception, SpanStatusCode } from '@opentelemetry/api';

import { isThroughlineError } from '../core/throughline-error.js';
import { errorType } from '../request/error-type.js';
import type { Scope } from '../request/scope.js';
import { knownMethod } from '../request/known-method.js';
import type { ServerSpan } from './server-span.js';

/** How a request ended. */
export interface Outcome {
  readonly scope: Scope;
  readonly status: number | undefined;
  readonly error: unknown;
  readonly route: string | undefined;
}

/**
 * Says how the request ended, and ends its OpenTelemetry span. Three things are errors: a status from 500 on, a response that was never
 * finished, and what the application threw, unless its framework answered that by a status from 400 to 499. Source: OpenTelemetry semantic conventions, HTTP server.
 */
export function finishServerSpan({ span, metadata }: ServerSpan, { scope, status, error, ...given }: Outcome): void {
  try {
    const route = given.route ?? metadata.route;
    if (route !== undefined) {
      span.setAttribute('http.route', route);
      span.updateName(`${knownMethod(scope.method) ?? 'HTTP'} ${route}`);
    }
    if (status !== undefined) span.setAttribute('http.response.status_code', status);
    const isAborted = isThroughlineError(error, 'TL_ERR_REQUEST_ABORTED');
    const type = failure(status, error, isAborted);
    if (type !== undefined) {
      span.setAttribute('error.type', type);
      span.setStatus({ code: SpanStatusCode.ERROR });
    }
    if (error !== undefined && !isAborted) span.recordException(toException(error)); // last: an error may have getters that throw
  } finally {
    span.end();
  }
}

/** The `error.type` of a request that failed; `undefined` for one that did not. */
function failure(status: number | undefined, error: unknown, isAborted: boolean): string | undefined {
  if (status !== undefined && status >= 500) return errorType(status);
  if (error === undefined || (!isAborted && status !== undefined && status >= 400)) return undefined;
  return errorType(error);
}

function toException(error: unknown): Exception {
  if (error instanceof Error) return error;
  return typeof error === 'string' ? error : { name: typeof error, message: 'The application threw no Error.' };
}
