import { patch } from '../../core/patch.js';
import { ThroughlineContextManager } from '../../opentelemetry/throughline-context-manager.js';
import { OTEL_GLOBAL } from '../../request/active/otel-symbols.js';
import type { Sender } from './tracer-provider.js';

/** What is registered with OpenTelemetry's API, in any copy of it. */
interface Registered {
  trace?: unknown;
  context?: unknown;
}

/**
 * Registers the SDK, unless the application has registered one. Returns whether it did. OpenTelemetry's API refuses a second SDK. So if the
 * application registers its own later, ours is taken out first, and `yielded` is called. No propagator is registered: `propagate` decides
 * where headers may go.
 */
export function registerLate({ api: { trace, context }, provider }: Sender, yielded: () => void): boolean {
  if (isSdkRegistered()) return false;
  if (!trace.setGlobalTracerProvider(provider)) return false;
  giveWay(trace, 'setGlobalTracerProvider', 'trace', yielded);
  if (registered().context !== undefined) return true;
  context.setGlobalContextManager(new ThroughlineContextManager());
  giveWay(context, 'setGlobalContextManager', 'context', () => {});
  return true;
}

/** Whether an SDK is registered, by whoever and in whichever copy of the API. */
export function isSdkRegistered(): boolean {
  return registered().trace !== undefined;
}

/** Takes ours out when somebody else registers. */
function giveWay(api: object, method: string, kind: keyof Registered, yielded: () => void): void {
  const ours = registered()[kind];
  const restore = patch(api, method, (register) => {
    return function registerInstead(...args) {
      restore();
      yielded();
      if (registered()[kind] === ours) delete registered()[kind];
      return Reflect.apply(register, this, args);
    };
  });
}

function registered(): Registered {
  return (globalThis as { readonly [OTEL_GLOBAL]?: Registered })[OTEL_GLOBAL] ?? {};
}
