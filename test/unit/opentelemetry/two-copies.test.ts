import { expect, it } from 'vitest';

import { runScript } from '../../support/run-script.js';

it('two copies of the package agree: one traces, another makes the span, keeps the context or sends', async () => {
  const seen = await runScript(`
    import { createRequire } from 'node:module';
    import { context, propagation, trace } from '@opentelemetry/api';
    import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
    const copies = [
      [await import('./dist/esm/index.js'), await import('./dist/esm/adapter.js'), await import('./dist/esm/opentelemetry/index.js'), await import('./dist/esm/propagation/index.js')],
      ['index', 'adapter', 'opentelemetry/index', 'propagation/index'].map((name) => createRequire(process.cwd() + '/')('./dist/cjs/' + name + '.js')),
    ];
    const seen = [];
    for (const [a, b] of [copies, copies.toReversed()]) {
      for (const [adapter, span, manager] of [[a, b, a], [a, b, b], [a, a, b], [b, a, a]]) {
        new NodeTracerProvider().register({ contextManager: new manager[2].ThroughlineContextManager() });
        const scope = { type: 'http', method: 'GET', path: '/', headers: new Headers() };
        const task = new adapter[1].Tracing({ span: span[2].OpenTelemetrySpan }).open(scope);
        await task.start(async () => {
          await null;
          const { traceId, spanId } = trace.getActiveSpan()?.spanContext() ?? {};
          seen.push(traceId === a[0].CTX_TRACE_ID.get() && spanId === b[0].CTX_SPAN_ID.get());
          for (const copy of [a, b]) seen.push(copy[3].inject({}).traceparent === '00-' + traceId + '-' + spanId + '-01');
        });
        task.end();
        trace.disable(); context.disable(); propagation.disable();
      }
    }
    console.log(JSON.stringify(seen));
  `);
  expect(seen).toEqual(Array.from({ length: 24 }, () => true));
});
