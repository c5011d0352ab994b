import { singleton } from '../core/singleton.js';
import { checkOptions, type OptionChecks } from '../core/check-options.js';
import { HEADER_NAME } from '../request/header-name.js';
import { resolveOptions } from '../request/tracing-options.js';
import { propagateInFetch } from './patches/fetch.js';
import { propagateInNodeHttp } from './patches/node-http/node-http.js';
import { propagateInUndici } from './patches/undici/undici.js';
import { routes } from './fields/fields-for.js';
import type { InjectOptions } from './inject.js';
import { ORIGINS, originRule, type Origins } from './origin-rule.js';

/** Where the current request and its trace are sent along to. */
export interface PropagateOptions extends InjectOptions {
  /** The origins that are listed; no other gets anything. */
  readonly to: Origins;
}

/** Takes back what `propagate` did; so does the end of a `using` block. */
export interface StopPropagating {
  (): void;
  [Symbol.dispose](): void;
}

const CHECKS: OptionChecks<PropagateOptions> = { to: ORIGINS, requestHeader: HEADER_NAME };

/** What is in place while there is a route, in one copy of the package: what takes it away again. */
const installed = singleton('carriers', (): (() => void)[] => []);

/**
 * From now on requests to the listed origins carry the request and the trace that they are made in, whoever makes them
 * through `fetch`, undici, `node:http` or `node:https`: what `inject` writes, with a span id of its own for each request.
 * Headers that the caller has set stay as they are. Where a request goes is the connection's origin, not the `Host` header;
 * each redirect is judged by itself. Every call adds to what is listed. Returns a function that takes this call back.
 * Throws `TL_ERR_INVALID_OPTION` for a wrong or an unknown option.
 *
 *     propagate({ to: ['https://api.example.com', 'https://*.internal.example'] });
 */
export function propagate(options: PropagateOptions): StopPropagating {
  const { to, ...rest } = checkOptions(options ?? null, CHECKS);
  const route = { isListed: originRule(to), requestHeader: resolveOptions(rest).requestHeader };

  routes.add(route);
  if (installed.length === 0) installed.push(propagateInUndici(), propagateInNodeHttp(), propagateInFetch());
  const stop = (): void => {
    routes.delete(route);
    if (routes.size === 0) for (const uninstall of installed.splice(0)) uninstall();
  };
  return Object.assign(stop, { [Symbol.dispose]: stop });
}
