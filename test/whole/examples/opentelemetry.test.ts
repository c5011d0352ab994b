import { expect, it } from 'vitest';

import { startExample } from './start-example.js';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const PARENT = 'b7ad6b7169203331';

it('opentelemetry: a request is a span of the trace that it brings, and what it does is one below it', async () => {
  const { url, printed } = await startExample('opentelemetry');
  await fetch(`${url}/orders/1`, { headers: { traceparent: `00-${TRACE}-${PARENT}-01` } });

  let text = '';
  let spans: string[] = [];
  for (let lines = 1; spans.length < 2; lines++) {
    text = (await printed(lines)).join('\n');
    spans = text.match(/^\{\n.*?^\}$/gms)?.filter((span) => span.includes(`\n  traceId: '${TRACE}'`)) ?? [];
  }
  const [child, server] = spans;
  const idOf = (span: string | undefined): string => /^ {2}id: '(\w+)'/m.exec(span ?? '')?.[1] ?? '';
  expect(text).toContain(`trace ${TRACE} span ${idOf(child)} card charged`);
  expect(child).toContain("name: 'charge card'");
  expect(child).toContain(`spanId: '${idOf(server)}'`);
  expect(server).toContain("name: 'GET /orders/:id'");
  expect(server).toContain(`spanId: '${PARENT}'`);
});
