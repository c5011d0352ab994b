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
