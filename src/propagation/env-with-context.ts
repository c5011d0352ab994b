import { assertArgument } from '../core/assert-argument.js';
import { isObject } from '../core/is-object.js';
import { W3C_HEADERS } from '../request/request-fields.js';
import { belongsToRequest } from '../request/run/current-span.js';
import { resolveOptions } from '../request/tracing-options.js';
import { type Environment, envName, ownEnv } from './carriers/from-env.js';
import { inject, type InjectOptions } from './inject.js';

/**
 * The environment for a child process that is to go on with the current request and trace: a copy of `env`, of the own one unless it is
 * given, with what `inject` writes, in `TRACEPARENT`, `TRACESTATE`, `BAGGAGE` and `X_REQUEST_ID`. What `env` has of another trace is
 * `undefined` there: so it is gone, too, where the copy is laid over the own environment, as by `cluster.fork` and execa. Outside of
 * any request and trace it is a plain copy. `requestHeader` names another variable for the id: `x-trace` means `X_TRACE`. Throws
 * `TL_ERR_INVALID_ARGUMENT` for what is no object, and `TL_ERR_INVALID_OPTION` for a wrong or an unknown option.
 * Source: OpenTelemetry, "Environment Variables as Context Propagation Carriers".
 *
 *     spawn('node', ['report.js'], { env: envWithContext() });
 */
export function envWithContext(
  env: Environment = ownEnv(),
  options?: InjectOptions,
): Record<string, string | undefined> {
  assertArgument(isObject(env), 'env', 'an object with the variables, such as process.env');
  const fields = inject(new Map<string, string>(), options);
  const result = { ...env };
  if (fields.size === 0 && !belongsToRequest()) return result;
  const { requestHeader } = resolveOptions(options);
  const names = [...W3C_HEADERS, requestHeader || []].flat().map(envName);
  for (const key of Object.keys(result)) if (names.includes(key.toUpperCase())) result[key] = undefined;
  for (const name of names) result[name] = undefined;
  for (const [name, value] of fields) result[envName(name)] = value;
  return result;
}
