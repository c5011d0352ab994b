import { ThroughlineError } from '../core/throughline-error.js';
import { generateTraceId } from '../w3c/ids.js';
import { CTX_REQUEST_ID } from './context-vars.js';
import { isPrintable } from './arrive/request-id.js';

/** The request id of the current context. */
export const TraceCtx = {
  /**
   * Sets the request id in the current context, to a fresh one unless one is given, and returns it.
   * Throws `TL_ERR_NO_TASK` outside any task, and `TL_ERR_INVALID_ARGUMENT` for an id that is not 1 to 1024 printable
   * ASCII characters: it goes into logs and headers.
   */
  setId(id: string = generateTraceId()): string {
    if (!isPrintable(id)) {
      throw new ThroughlineError('TL_ERR_INVALID_ARGUMENT', 'id', '1 to 1024 printable ASCII characters');
    }
    CTX_REQUEST_ID.set(id);
    return id;
  },

  /** The request id of the current context, `''` where there is none. */
  getId(): string {
    return CTX_REQUEST_ID.get();
  },
} as const;
