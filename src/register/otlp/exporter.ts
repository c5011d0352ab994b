import { warn } from '../../core/throughline-warning.js';

/** What an exporter says of a batch. Source: @opentelemetry/core, `ExportResult`: the code 0 is a success. */
interface ExportResult {
  readonly code: number;
  readonly error?: unknown;
}

/** The part of an exporter of OpenTelemetry that is needed. */
interface Exporter {
  export(spans: unknown, done: (result: ExportResult) => void): void;
}

/** The package of the exporter for each protocol. Source: OpenTelemetry, "OTLP exporter configuration". */
const PACKAGES: Readonly<Record<string, string>> = {
  'http/protobuf': '@opentelemetry/exporter-trace-otlp-proto',
  'http/json': '@opentelemetry/exporter-trace-otlp-http',
};

/** The package of the exporter for the protocol that the environment asks for; protobuf by default. */
export function exporterPackage({
  OTEL_EXPORTER_OTLP_TRACES_PROTOCOL,
  OTEL_EXPORTER_OTLP_PROTOCOL,
}: NodeJS.ProcessEnv): string {
  const protocol = OTEL_EXPORTER_OTLP_TRACES_PROTOCOL || OTEL_EXPORTER_OTLP_PROTOCOL || 'http/protobuf';
  return PACKAGES[protocol] ?? (PACKAGES['http/protobuf'] as string);
}

/** An exporter to `url`, of the package that `exports` comes from. Warns of the first batch that fails, which OpenTelemetry does not. */
export function newExporter(exports: unknown, url: string): Exporter {
  const { OTLPTraceExporter } = exports as { OTLPTraceExporter: new (config: { url: string }) => Exporter };
  const exporter = new OTLPTraceExporter({ url: `${url.replace(/\/$/, '')}/v1/traces` });
  const { export: send } = exporter;
  exporter.export = (spans, done) =>
    send.call(exporter, spans, (result) => {
      if (result.code !== 0) warn('TL_WARN_EXPORT_FAILED', result.error);
      done(result);
    });
  return exporter;
}
