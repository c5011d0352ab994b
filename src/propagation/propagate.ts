import { checkOptions, type OptionChecks } from '../core/check-options.js';
import { HEADER_NAME } from '../request/header-name.js';
import { resolveOptions } from '../request/tracing-options.js';
import { addRoute } from './add-route.js';
import type { InjectOptions } from './inject.js';
import { ORIGINS, originRule, type Origins } from './origin-rule.js';

/** Where the current request and its trace are sent along to. */
export interface PropagateOptions extends InjectOptions {
  /** The listed origins; no other origin gets anything. */
  readonly to: Origins;
}

/** Undoes what `propagate` did. The end of a `using` block calls it, too. */
export interface StopPropagating {
  (): void;
  [Symbol.dispose](): void;
}

const CHECKS: OptionChecks<PropagateOptions> = { to: ORIGINS, requestHeader: HEADER_NAME };

/**
 * From now on, requests to the listed origins carry the request and the trace in which they are made, whoever makes them through `fetch`,
 * undici, `node:http` or `node:https`. They carry what `inject` writes, with a span id of its own for each request. Headers that the
 * caller has set stay as they are. What counts is the origin of the connection, not the `Host` header, and each redirect is judged by
 * itself. Every call adds origins. If somebody records spans, each of these requests is a span, and is sent as the parent. Returns a
 * function that undoes this call. Throws `TL_ERR_INVALID_OPTION` for a wrong or an unknown option.
 *
 *     propagate({ to: ['https://api.example.com', 'https://*.internal.example'] });
 */
export function propagate(options: PropagateOptions): StopPropagating {
  const { to, ...rest } = checkOptions(options ?? null, CHECKS);
  const { requestHeader } = resolveOptions(rest);
  const stop = addRoute({ isListed: originRule(to), requestHeader, isSilent: false });
  return Object.assign(stop, { [Symbol.dispose]: stop });
}
