import type { ServerTracing } from '../adapters/node-http/index.js';

/** The same tracing, but `act` is called before each request. */
export function beforeEachRequest(tracing: Required<ServerTracing>, act: () => void): Required<ServerTracing> {
  return {
    request: (...args) => (act(), tracing.request(...args)),
    stream: (...args) => (act(), tracing.stream(...args)),
    upgrade: (...args) => (act(), tracing.upgrade(...args)),
  };
}
