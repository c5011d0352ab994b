// Symbols of OpenTelemetry, found without an import. Source: OpenTelemetry API 1.x, `internal/global-utils` and `createContextKey`;
// @opentelemetry/core.

/** On `globalThis`: what is registered with OpenTelemetry's API, whichever copy of it the application has. */
export const OTEL_GLOBAL: unique symbol = Symbol.for('opentelemetry.js.api.1');

/** The key of the span in a context of OpenTelemetry. */
export const SPAN: unique symbol = Symbol.for('OpenTelemetry Context Key SPAN');

/** The key of the `RPCMetadata`: the span of the request, and the route, which instrumentations of frameworks write there. */
export const RPC_METADATA: unique symbol = Symbol.for('OpenTelemetry SDK Context Key RPC_METADATA');

/** The key of `true` where nothing is to be traced, such as what OpenTelemetry's exporters send. */
export const SUPPRESS_TRACING: unique symbol = Symbol.for('OpenTelemetry SDK Context Key SUPPRESS_TRACING');
