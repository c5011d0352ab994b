import { setTimeout as sleep } from 'node:timers/promises';

import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { streamText } from 'hono/streaming';

import { query } from './database.js';
import { events } from './events.js';
import { newOrder } from './new-order.js';
import { loadOrder } from './order-loader.js';
import { priceOf } from './prices.js';
import { ratesFor } from './rates.js';

export const orders = new Hono();

orders.post('/', async (context) => {
  const { note, ...order } = await newOrder(context.req);
  const price = await priceOf(order.order, order.sku);
  await query((rows) => rows.set(order.order, order));
  console.log(`order ${order.order} placed with the note ${note}`);
  events.emit('placed', order.order);
  void countTotals(order.order);
  return context.json({ order: order.order, total: price * order.quantity }, 201);
});

orders.post('/:order/attachment', async (context) => {
  const { file } = await context.req.parseBody();
  const order = context.req.param('order');
  if (!(file instanceof File)) throw new HTTPException(400, { message: `no file for ${order}` });
  console.log('attachment of %s: %d bytes', order, file.size);
  return context.json({ bytes: file.size }, 201);
});

orders.get('/:order', async (context) => {
  const number = context.req.param('order');
  const order = await loadOrder(number);
  console.debug('found', { number, order });
  if (order === undefined) throw new HTTPException(404, { message: `no order ${number}` });
  return context.json(order);
});

orders.get('/:order/history', async (context) => {
  const number = context.req.param('order');
  const rows = await Promise.all([loadOrder(number), query((all) => all.get(number))]);
  console.debug(`history of ${number}`, rows);
  return context.json(rows.filter((row) => row !== undefined));
});

orders.get('/:order/quote', async (context) => {
  const order = context.req.param('order');
  const { origin } = new URL(context.req.url);
  const [rates, price] = await Promise.all([ratesFor(order, origin), priceOf(order, 'quote')]);
  console.log('quoted', order);
  return context.json({ order, euro: price * rates.euro });
});

orders.get('/:order/export', (context) => {
  const order = context.req.param('order');
  return streamText(context, async (stream) => {
    stream.onAbort(() => console.warn(`export of ${order} given up`));
    for (let line = 1; line <= 5 && !stream.aborted; line++) {
      await stream.writeln(JSON.stringify({ order, line }));
      console.debug(`export: line ${line} of ${order}`);
      await stream.sleep(4);
    }
  });
});

orders.post('/:order/cancel/:how', async (context) => {
  const { order, how } = context.req.param();
  if (how === 'sync') throw new Error(`cannot cancel ${order}`);
  if (how === 'async') {
    await query((rows) => rows.delete(order));
    throw new Error(`cannot cancel ${order}`);
  }
  await new Promise<void>((resolve, reject) => events.emit('cancel', order, (error) => reject(error)));
  return context.body(null, 204);
});

async function countTotals(order: string): Promise<void> {
  await sleep(8);
  console.log('totals:', order, 'counted');
}
