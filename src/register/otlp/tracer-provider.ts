import type { TracerProvider } from '@opentelemetry/api';

import { newExporter } from './exporter.js';
import type { Packages } from './find-packages.js';
import { API, exporterPackage, SDK } from './otlp-packages.js';
import { serviceName } from './service-name.js';

/** What sends spans to a collector. */
export interface Sender {
  /** OpenTelemetry's API, as the application has it. */
  readonly api: typeof import('@opentelemetry/api');
  readonly provider: TracerProvider;
  /** Sends the spans that have ended. Never rejects. */
  flush(): Promise<void>;
  /** Whether a span has ended since the last `flush`. */
  readonly isPending: boolean;
}

/** The parts of the SDK that are needed. */
interface Sdk {
  readonly BatchSpanProcessor: new (exporter: object) => SpanProcessor;
  readonly BasicTracerProvider: new (config: object) => TracerProvider & { forceFlush(): Promise<void> };
}
interface SpanProcessor {
  onEnd(span: unknown): void;
}
interface Resources {
  defaultResource(): Resource;
  resourceFromAttributes(attributes: object): Resource;
  detectResources(config: object): Resource;
  readonly envDetector: object;
}
interface Resource {
  merge(other: Resource): Resource;
}

/**
 * The application's own copy of OpenTelemetry's SDK, with a batch processor and an exporter by OTLP to `url`. The SDK reads the variables
 * `OTEL_…` as usual.
 */
export function newSender(url: string, packages: Packages): Sender {
  const { BatchSpanProcessor, BasicTracerProvider } = packages.load(SDK) as Sdk;
  const processor = new BatchSpanProcessor(newExporter(packages.load(exporterPackage()), url));
  const provider = new BasicTracerProvider({ resource: resourceOf(packages), spanProcessors: [processor] });
  let isPending = false;
  const { onEnd } = processor;
  processor.onEnd = (span) => {
    isPending = true;
    onEnd.call(processor, span);
  };
  return {
    api: packages.load(API) as Sender['api'],
    provider,
    get isPending() {
      return isPending;
    },
    async flush() {
      isPending = false;
      await provider.forceFlush().catch(() => {}); // the exporter has warned
    },
  };
}

/** What the environment says of the service counts; without that, the name of the package. */
function resourceOf(packages: Packages): Resource {
  const resources = packages.loadFrom(SDK, '@opentelemetry/resources') as Resources;
  const name = serviceName();
  const own = name === undefined ? {} : { 'service.name': name };
  return resources
    .defaultResource()
    .merge(resources.resourceFromAttributes(own))
    .merge(resources.detectResources({ detectors: [resources.envDetector] }));
}
