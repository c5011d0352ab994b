// Prints the tree of the spans of one order. With OpenTelemetry's SDK registered, the same spans are exported.
import { setTimeout as sleep } from 'node:timers/promises';
import { createTask, gather, spanned, startSpan, withSpan } from 'throughline';
import { captureSpans } from 'throughline/testing';

class Stock {
  @spanned('reserve item')
  async reserve(item: string): Promise<void> {
    startSpan('look up shelf', { 'shop.item': item }).end();
    await sleep(1);
  }
}

async function placeOrder(): Promise<void> {
  using order = startSpan('place order', { 'shop.items': 2 });
  const stock = new Stock();
  // Branches that run at once take a task each.
  await gather(
    () => stock.reserve('pen'),
    () => stock.reserve('ink'),
  );
  await withSpan('charge card', async (span) => {
    span.setAttribute('card.network', 'visa');
    await sleep(1);
  });
  order.addEvent('order placed');
}

using capture = captureSpans();
await createTask(placeOrder);
console.log(capture.outline);
