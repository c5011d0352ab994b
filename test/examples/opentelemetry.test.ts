import { expect, it } from 'vitest';

import { startExample } from './start-example.js';

it('opentelemetry: a request is a span of the trace that it brings, and what it does is one below it', async () => {
  const { url, printed } = await startExample('opentelemetry');
  const traceId = '0af7651916cd43dd8448eb211c80319c';
  await fetch(`${url}/orders/1`, { headers: { traceparent: `00-${traceId}-b7ad6b7169203331-01` } });
  const start = (await printed(3)).find((line) => line.startsWith('trace'));
  expect(start).toMatch(/^trace [0-9a-f]{32} span [0-9a-f]{16} card charged$/);

  let text = '';
  for (let lines = 50; text.split(`traceId: '${traceId}'`).length < 3; lines++)
    text = (await printed(lines)).join('\n');
  const [, spanId] = new RegExp(`trace ${traceId} span ([0-9a-f]{16}) card charged`).exec(text) ?? [];
  const spans = text.split(/^\{$/m).filter((span) => span.includes(`traceId: '${traceId}'`));
  const [child, server] = spans.toSorted();
  const idOf = (span: string | undefined): string | undefined => /^ {2}id: '(\w+)'/m.exec(span ?? '')?.[1];
  const byName = (name: string): string | undefined => spans.find((span) => span.includes(`name: '${name}'`));
  expect([child, server]).not.toContain(undefined);
  expect(idOf(byName('charge card'))).toBe(spanId);
  expect(byName('charge card')).toContain(`spanId: '${idOf(byName('GET /orders/:id'))}'`);
  expect(byName('GET /orders/:id')).toContain("spanId: 'b7ad6b7169203331'");
});
