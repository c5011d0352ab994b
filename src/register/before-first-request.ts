import type { ServerTracing } from '../adapters/node-http/index.js';

/** The same tracing, but `act` is called once, before the first request of the process. */
export function beforeFirstRequest(tracing: Required<ServerTracing>, act: () => void): Required<ServerTracing> {
  let isFirst = true;
  const begin = (): void => {
    if (!isFirst) return;
    isFirst = false;
    act();
  };
  return {
    request: (...args) => (begin(), tracing.request(...args)),
    stream: (...args) => (begin(), tracing.stream(...args)),
    upgrade: (...args) => (begin(), tracing.upgrade(...args)),
  };
}
