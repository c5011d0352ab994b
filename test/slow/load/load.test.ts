import { describe, expect, it } from 'vitest';

import type { Span } from '../../../src/index.js';
import { until } from '../../support/until.js';
import { CELLS } from '../../whole/matrix/cells.js';
import { collectGarbage } from '../../whole/matrix/collect-garbage.js';
import { load } from './load-client.js';
import { run } from '../../whole/matrix/running.js';
import { Wire } from '../../whole/matrix/wire-client.js';

describe.each(CELLS)('under load: $name', (cell) => {
  it('isolates 10,000 requests, 200 in flight, and keeps nothing of them', async () => {
    const spans: WeakRef<Span>[] = [];
    const { port } = await run(cell, { end: (span) => void spans.push(new WeakRef(span)) });
    expect(await load(port, 1_000, 200)).toEqual([]);
    await until(() => spans.length === 1_000);
    const before = await collectGarbage();

    expect(await load(port, 10_000, 200)).toEqual([]);
    await until(() => spans.length === 11_000);
    const grown = (await collectGarbage()) - before;
    const kept = spans.filter((span) => span.deref() !== undefined).length;
    expect(kept).toBeLessThan(10);
    expect(grown).toBeLessThan(1_500_000); // of which the references are a third
  }, 120_000);

  it('keeps nothing of the requests that came before, all at once, on a connection that is open', async () => {
    const spans: WeakRef<Span>[] = [];
    const { port } = await run(cell, { end: (span) => void spans.push(new WeakRef(span)) });
    const wire = await Wire.open(port);
    for (let sent = 10; sent <= 200; sent += 10) {
      wire.send('GET /same HTTP/1.1\r\nhost: a\r\n\r\n'.repeat(10));
      await until(() => spans.length === sent);
    }
    await collectGarbage();
    expect(spans.filter((span) => span.deref() !== undefined).length).toBeLessThan(20);
    wire.destroy();
  });
});
