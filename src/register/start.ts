import { outside } from '../mend/captured-context.js';
import type { Environment } from '../propagation/carriers/from-env.js';
import type { ProcessPolicy } from '../request/arrive/process-policy.js';
import { loadTracing } from './load-tracing.js';
import { patchChildren } from './patches/children.js';
import { patchOwnServers } from './patches/own-servers.js';
import { patchPackages } from './patches/packages.js';
import { patchServers } from './patches/servers.js';
import type { ProcessTracing } from './tracing.js';

/**
 * Does all that the environment asks for. Returns the policy that holds for adapters of the application, too. Throws
 * `TL_ERR_INVALID_OPTION` before it does anything.
 *
 * Many processes serve nothing, such as tools that inherit `NODE_OPTIONS`. So if the environment asks for nothing, the tracing is loaded when it
 * is needed: when the first server begins to listen, or at the first request or job.
 */
export function start(environment: Environment): ProcessPolicy {
  const asked = Object.keys(environment).some(asks) ? environment : undefined;
  let started: ProcessTracing | undefined;
  // Outside any task: the first server may begin to listen in one.
  const tracing = (): ProcessTracing => (started ??= outside(() => loadTracing().traceProcess(asked)));
  const policy = asked ? tracing().policy : { beforeJob: () => tracing().policy.beforeJob?.() };
  if ('permission' in process) loadTracing(); // the application may give up the right to read files
  patchServers(tracing);
  patchOwnServers();
  patchPackages();
  patchChildren();
  return policy;
}

/** Whether it is a setting, or the trace or the id that the process is to go on with. */
function asks(variable: string): boolean {
  return /^THROUGHLINE_(?!DOCTOR$)|^(TRACEPARENT|X_REQUEST_ID)$/i.test(variable);
}
