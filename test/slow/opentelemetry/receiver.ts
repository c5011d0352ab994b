import { createRequire } from 'node:module';

import { onTestFinished } from 'vitest';

import { folderOf } from '../../support/frameworks/installed.js';

/** A span as it was exported. */
export interface ExportedSpan {
  readonly service: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | undefined;
  readonly name: string;
  readonly kind: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly links?: readonly { readonly traceId: string }[];
}

export interface Receiver {
  readonly url: string;
  /** All that was received. */
  readonly spans: ExportedSpan[];
  /** Goes away. */
  close(): Promise<void>;
}

interface Normalized {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: Readonly<Record<string, string>> };
    readonly scopeSpans: readonly { readonly spans: readonly Omit<ExportedSpan, 'service'>[] }[];
  }[];
}

/** Starts a receiver of OTLP, on a free port unless one is given; it is closed when the test ends. */
export async function startReceiver(protocol: string, port = 0): Promise<Receiver> {
  const folder = `${folderOf('opentelemetry')}/node_modules/@elastic/mockotlpserver`;
  const { MockOtlpServer, normalizeTrace } = createRequire(import.meta.url)(folder);
  const spans: ExportedSpan[] = [];
  const service = protocol === 'grpc' ? 'grpc' : 'http';
  const server = new MockOtlpServer({
    logLevel: 'warn',
    services: [service],
    httpHostname: '127.0.0.1',
    grpcHostname: '127.0.0.1',
    httpPort: port,
    grpcPort: port,
    onTrace: (trace: unknown) => spans.push(...spansOf(normalizeTrace(trace) as Normalized)),
  });
  await server.start();
  let isOpen = true;
  const close = async (): Promise<void> => {
    if (isOpen) await server.close();
    isOpen = false;
  };
  onTestFinished(close);
  return { url: service === 'grpc' ? server.grpcUrl.href : server.httpUrl.origin, spans, close };
}

function spansOf({ resourceSpans }: Normalized): ExportedSpan[] {
  return resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans.flatMap(({ spans }) =>
      spans.map((span) => ({
        ...span,
        parentSpanId: span.parentSpanId || undefined,
        service: resource.attributes['service.name'] as string,
      })),
    ),
  );
}
