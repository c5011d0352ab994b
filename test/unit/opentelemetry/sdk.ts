import { context, type ContextManager, propagation, trace } from '@opentelemetry/api';
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  type ReadableSpan,
  type Sampler,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-node';

import { ThroughlineContextManager } from '../../../src/opentelemetry/index.js';

export interface Sdk {
  /** The spans that have ended, in order, as often as they ended. */
  readonly spans: ReadableSpan[];
}

/** Registers OpenTelemetry's SDK, which keeps the spans in memory. */
export function registerSdk(
  settings: { readonly sampler?: Sampler; readonly contextManager?: ContextManager } = {},
): Sdk {
  const { contextManager = new ThroughlineContextManager(), ...config } = settings;
  const exporter = new InMemorySpanExporter();
  const provider = new BasicTracerProvider({ ...config, spanProcessors: [new SimpleSpanProcessor(exporter)] });
  trace.setGlobalTracerProvider(provider);
  context.setGlobalContextManager(contextManager.enable());
  return {
    get spans() {
      return exporter.getFinishedSpans();
    },
  };
}

/** Takes the SDK away again. */
export function removeSdk(): void {
  trace.disable();
  context.disable();
  propagation.disable();
}
