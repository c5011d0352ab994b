import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

import { placeOrder } from '../services/place-order.js';
import { ratesFor } from '../services/rates.js';

const newOrder = {
  body: {
    type: 'object',
    required: ['order', 'sku', 'quantity'],
    properties: {
      order: { type: 'string', pattern: '^[A-Z]{2}\\d{6}$' },
      sku: { type: 'string', minLength: 1 },
      quantity: { type: 'integer', minimum: 1 },
      note: { type: 'string' },
    },
  },
};

export default async function orders(app) {
  app.post('/', { schema: newOrder }, async (request, reply) => {
    const placed = await placeOrder(app, request.body);
    setTimeout(() => request.log.debug({ order: placed.order }, 'totals updated'), 5);
    return reply.code(201).send(placed);
  });

  app.post('/:order/attachment', async (request, reply) => {
    const { order } = request.params;
    const file = await request.file();
    let bytes = 0;
    for await (const chunk of file.file) bytes += chunk.length;
    request.log.info({ order, bytes }, 'attachment stored');
    return reply.code(201).send({ bytes });
  });

  app.get('/:order', async (request) => {
    const { order } = request.params;
    const found = await app.orders.find(order);
    if (!found) throw app.httpError(404, `no order ${order}`);
    return found;
  });

  app.get('/:order/history', async (request) => app.orders.history(request.params.order));

  app.get('/:order/quote', async (request) => {
    const { order } = request.params;
    const [rates, price] = await Promise.all([ratesFor(app, order), app.priceOf(order, 'quote')]);
    app.log.info({ order }, 'quoted');
    return { order, euro: price * rates.euro };
  });

  app.get('/:order/export', (request, reply) => {
    const { order } = request.params;
    async function* lines() {
      try {
        for (let line = 1; line <= 5; line++) {
          request.log.debug({ order, line }, 'exported');
          yield `${JSON.stringify({ order, line })}\n`;
          await sleep(4);
        }
      } finally {
        request.log.debug({ order }, 'export ended');
      }
    }
    return reply.type('application/x-ndjson').send(Readable.from(lines()));
  });

  app.post('/:order/cancel/:how', (request, reply) => {
    const { order, how } = request.params;
    if (how === 'sync') throw new Error(`cannot cancel ${order}`);
    const cancelled = how === 'async' ? failLater(order) : warehouse(order);
    cancelled.then(
      () => reply.code(204).send(),
      (error) => reply.send(error),
    );
  });

  async function failLater(order) {
    await app.orders.find(order);
    throw new Error(`cannot cancel ${order}`);
  }

  function warehouse(order) {
    return new Promise((resolve, reject) => {
      app.bus.emit('cancel', { order, done: (error) => (error ? reject(error) : resolve()) });
    });
  }
}
