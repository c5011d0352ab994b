import { ThroughlineError } from '../../core/throughline-error.js';

/** The messages of the errors with which a request ends though none was thrown: what happened, then what to do. */
export const REQUEST_ERRORS = {
  TL_ERR_NOTHING_THROWN:
    'The application threw undefined or null, or rejected with it. Throw an Error, so that it can be found.',
  TL_ERR_REQUEST_ABORTED:
    'The connection was closed before the response was finished. The client went away or a timeout ended it; there is nobody left to answer.',
} as const;

/** The error with which such a request ends. */
export function requestError(code: keyof typeof REQUEST_ERRORS): ThroughlineError {
  return new ThroughlineError(code, REQUEST_ERRORS[code]);
}
