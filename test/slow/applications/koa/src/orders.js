'use strict';

const { PassThrough } = require('node:stream');
const { setTimeout: sleep } = require('node:timers/promises');
const Router = require('@koa/router');
const bus = require('./bus');
const orders = require('./data/orders');
const audit = require('./services/audit');
const { priceOf } = require('./services/prices');
const { ratesFor } = require('./services/rates');
const receiveFile = require('./upload');

const router = new Router({ prefix: '/orders' });

router.post('/', async (ctx) => {
  const { order, sku, quantity, note } = ctx.request.body ?? {};
  ctx.assert(/^[A-Z]{2}\d{6}$/.test(order), 400, 'order: two letters and six digits');
  ctx.assert(sku, 400, `sku of ${order} is missing`);
  ctx.assert(Number(quantity) > 0, 400, `quantity of ${order} must be positive`);
  const price = await priceOf(order, sku);
  await orders.insert({ order, sku, quantity: Number(quantity) });
  console.log(`order ${order} placed, note: ${note}`);
  bus.emit('placed', { order });
  ctx.status = 201;
  ctx.body = { order, total: price * quantity };
  ctx.res.once('finish', () => {
    console.log('order %s is with the client', order);
    setTimeout(() => console.log('totals: %s counted', order), 5);
  });
});

router.post('/:order/attachment', async (ctx) => {
  const bytes = await receiveFile(ctx, ctx.params.order);
  console.log('attachment of %s: %d bytes', ctx.params.order, bytes);
  audit.record(ctx.params.order, 'attached');
  ctx.status = 201;
  ctx.body = { bytes };
});

router.get('/:order', async (ctx) => {
  const order = await orders.find(ctx.params.order);
  ctx.assert(order, 404, `no order ${ctx.params.order}`);
  ctx.body = order;
});

router.get('/:order/history', async (ctx) => {
  const rows = await new Promise((resolve, reject) => {
    orders.history(ctx.params.order, (err, found) => (err ? reject(err) : resolve(found)));
  });
  console.log('history of %s has %d rows', ctx.params.order, rows.length);
  ctx.body = rows;
});

router.get('/:order/quote', async (ctx) => {
  const { order } = ctx.params;
  const [rates, price] = await Promise.all([ratesFor(order), priceOf(order, 'quote')]);
  console.table([{ order, price, euro: rates.euro }]);
  ctx.body = { order, euro: price * rates.euro };
});

router.get('/:order/export', (ctx) => {
  const { order } = ctx.params;
  const body = new PassThrough();
  ctx.type = 'application/x-ndjson';
  ctx.body = body;
  ctx.res.on('close', () => {
    if (!ctx.res.writableFinished) console.warn('export of %s given up', order);
  });
  write(order, body).catch((err) => console.error('export of', order, err));
});

async function write(order, body) {
  for (let line = 1; line <= 5 && !body.destroyed; line++) {
    console.debug('export: line %d of %s', line, order);
    body.write(`${JSON.stringify({ order, line })}\n`);
    await sleep(4);
  }
  body.end();
}

router.post('/:order/cancel/:how', async (ctx) => {
  const { order, how } = ctx.params;
  if (how === 'sync') throw new Error(`cannot cancel ${order}`);
  if (how === 'async') {
    await orders.find(order);
    throw new TypeError(`cannot cancel ${order}`);
  }
  await new Promise((resolve, reject) => {
    bus.emit('cancel', { order, done: (err) => (err ? reject(err) : resolve()) });
  });
  ctx.status = 204;
});

module.exports = router;
