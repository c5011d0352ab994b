import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { ThroughlineContextManager, ThroughlinePropagator } from 'throughline/opentelemetry';

/** An SDK that samples all spans and exports them in batches, to nowhere, as that of bench/peers/node-http/opentelemetry-spans.js. */
export function registerSpans(): void {
  const exporter = {
    export: (_: unknown, done: (result: { code: number }) => void): void => done({ code: 0 }),
    shutdown: async (): Promise<void> => {},
  };
  new NodeTracerProvider({ spanProcessors: [new BatchSpanProcessor(exporter)] }).register({
    contextManager: new ThroughlineContextManager(),
    propagator: new ThroughlinePropagator(),
  });
}
