import type { Context } from '@opentelemetry/api';

import { wellKnownVar } from '../core/well-known-var.js';
import type { Span } from '../request/span/span.js';
import type { TraceIds } from '../request/request-fields.js';

/** OpenTelemetry's active context, as a context manager made it active. */
export interface ActiveEntry {
  readonly context: Context;
  /** When it was made active: those from before a `disable` count no more. */
  readonly epoch: object;
  /** The request it was made active in: one that began later has its own. */
  readonly request: Span | undefined;
  /** The ids from before a span of OpenTelemetry was made active; `undefined` where none is. */
  readonly outer: TraceIds | undefined;
}

/** Where OpenTelemetry's active context is kept. */
export const ACTIVE = wellKnownVar<ActiveEntry | undefined>('opentelemetry', { default: undefined });
