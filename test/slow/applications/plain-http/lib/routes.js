import { setTimeout as sleep } from 'node:timers/promises';

import { readBody, readUpload } from './body.js';
import { bus } from './bus.js';
import { findOrder, historyOf, insertOrder } from './database.js';
import { HttpError } from './http-error.js';
import { log } from './log.js';
import { priceOf } from './prices.js';
import { ratesFor } from './rates.js';
import { route, sendJson } from './router.js';
import { validOrder } from './valid-order.js';

route('POST', /^\/orders$/, async (request, response) => {
  const { order, sku, quantity, note } = validOrder(await readBody(request));
  const total = quantity * (await priceOf(order, sku));
  await insertOrder({ order, sku, quantity });
  log.info('order placed', { order, total, note });
  bus.emit('placed', order);
  sendJson(response, 201, { order, total });
  await sleep(5);
  log.debug('totals updated', { order });
});

route('POST', /^\/orders\/(?<order>\w+)\/attachment$/, async (request, response, { order }) => {
  const bytes = await readUpload(request);
  log.info('attachment stored', { order, bytes });
  sendJson(response, 201, { bytes });
});

route('GET', /^\/orders\/(?<order>\w+)$/, async (_request, response, { order }) => {
  const found = await findOrder(order);
  if (!found) throw new HttpError(404, `no order ${order}`);
  sendJson(response, 200, found);
});

route('GET', /^\/orders\/(?<order>\w+)\/history$/, (_request, response, { order }) => {
  historyOf(order, (error, rows) => {
    if (error) return response.destroy(error);
    log.info('history sent', { order });
    sendJson(response, 200, rows);
  });
});

route('GET', /^\/orders\/(?<order>\w+)\/quote$/, async (_request, response, { order }) => {
  const [rates, price] = await Promise.all([ratesFor(order), priceOf(order, 'quote')]);
  log.info('quoted', { order });
  sendJson(response, 200, { order, euro: price * rates.euro });
});

route('GET', /^\/orders\/(?<order>\w+)\/export$/, async (_request, response, { order }) => {
  response.writeHead(200, { 'content-type': 'application/x-ndjson' });
  for (let line = 1; line <= 5 && !response.destroyed; line++) {
    response.write(`${JSON.stringify({ order, line })}\n`, () => log.debug('line sent', { order, line }));
    await sleep(4);
  }
  response.end(() => log.debug('export sent', { order }));
});

route('POST', /^\/orders\/(?<order>\w+)\/cancel\/(?<how>\w+)$/, (_request, response, { order, how }) => {
  if (how === 'sync') throw new Error(`cannot cancel ${order}`);
  const cancelled = how === 'async' ? findOrder(order).then(() => Promise.reject(new Error(order))) : warehouse(order);
  return cancelled.then(() => sendJson(response, 200, {}));
});

route(
  'GET',
  /^\/internal\/rates\/(?<reference>.+)$/,
  (_request, response, { reference }) => {
    log.debug('rates asked for', { reference });
    if (reference.endsWith('.r1')) return sendJson(response, 503, { error: 'busy' });
    sendJson(response, 200, { euro: 0.92 });
  },
  { open: true },
);

function warehouse(order) {
  return new Promise((resolve, reject) => {
    bus.emit('cancel', order, (error) => (error ? reject(error) : resolve()));
  });
}
