import { assertArgument } from '../../core/assert-argument.js';
import { isObject } from '../../core/is-object.js';
import type { ReadableCarrier } from './readable-carrier.js';

/** Variables of an environment, such as `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The environment of this process; an empty one where the runtime has none. */
export function ownEnv(): Environment {
  return globalThis.process?.env ?? {};
}

/**
 * Returns a carrier for `extract` and `runJob` that reads the environment with which this process was started: `TRACEPARENT`,
 * `TRACESTATE`, `BAGGAGE` and `X_REQUEST_ID`. Throws `TL_ERR_INVALID_ARGUMENT` if `env` is not an object. Source: OpenTelemetry,
 * "Environment Variables as Context Propagation Carriers".
 *
 *     extract(fromEnv()).run(main);
 */
export function fromEnv(env: Environment = ownEnv()): NonNullable<ReadableCarrier> {
  assertArgument(isObject(env), 'env', 'an object with the variables, such as process.env');
  return { get: (name: string) => env[envName(name)] };
}

/** The variable of the environment that stands for a header. Source: the same, "Key Name Normalization". */
export function envName(header: string): string {
  return header
    .toUpperCase()
    .replaceAll(/[^A-Z0-9_]/g, '_')
    .replace(/^(?=\d|$)/, '_');
}
