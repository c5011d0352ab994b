import { assertArgument } from '../core/assert-argument.js';
import { isObject } from '../core/is-object.js';
import { W3C_HEADERS } from '../request/request-fields.js';
import { belongsToRequest } from '../request/run/current-span.js';
import { resolveOptions } from '../request/tracing-options.js';
import { type Environment, envName, ownEnv } from './carriers/from-env.js';
import { inject, type InjectOptions } from './inject.js';

/**
 * Returns the environment for a child process that continues the current request and trace: a copy of `env`, by default of `process.env`,
 * with what `inject` writes, as `TRACEPARENT`, `TRACESTATE`, `BAGGAGE` and `X_REQUEST_ID`. Variables of another trace become `undefined`,
 * so they are gone even if the copy is merged into the environment of the process, as `cluster.fork` and execa do. Outside of any request
 * and trace it is a plain copy. `requestHeader` names another variable for the id: `x-trace` means `X_TRACE`. Throws
 * `TL_ERR_INVALID_ARGUMENT` if `env` is not an object, and `TL_ERR_INVALID_OPTION` for a wrong or an unknown option. Source:
 * OpenTelemetry, "Environment Variables as Context Propagation Carriers".
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
