import { findPackages, type Packages } from './find-packages.js';

export const API = '@opentelemetry/api';
export const SDK = '@opentelemetry/sdk-trace-base';

/** The packages of the exporters, by the protocol that they speak. Source: OpenTelemetry, "OTLP exporter configuration". */
const EXPORTERS: Readonly<Record<string, string>> = {
  'http/protobuf': '@opentelemetry/exporter-trace-otlp-proto',
  'http/json': '@opentelemetry/exporter-trace-otlp-http',
};

/** Finds what sends spans, in the packages of the application. Throws `TL_ERR_MISSING_PACKAGE`. */
export function findOtlpPackages(): Packages {
  return findPackages('THROUGHLINE_OTLP', [API, SDK, exporterPackage()]);
}

/** The package of the exporter for the protocol that the environment asks for; protobuf by default. */
export function exporterPackage(): string {
  const { OTEL_EXPORTER_OTLP_TRACES_PROTOCOL, OTEL_EXPORTER_OTLP_PROTOCOL } = process.env;
  const protocol = OTEL_EXPORTER_OTLP_TRACES_PROTOCOL || OTEL_EXPORTER_OTLP_PROTOCOL || 'http/protobuf';
  return EXPORTERS[protocol] ?? (EXPORTERS['http/protobuf'] as string);
}
