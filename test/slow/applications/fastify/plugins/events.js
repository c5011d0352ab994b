import { EventEmitter } from 'node:events';

import { plugin } from './plugin.js';

export default plugin(async (app) => {
  const log = app.log.child({ module: 'events' });
  const bus = new EventEmitter({ captureRejections: true });

  bus.on('placed', async ({ order }) => {
    await null;
    log.info({ order }, 'confirmation mailed');
    app.enqueue({ order });
  });
  bus.on('placed', ({ order }) => {
    setTimeout(() => log.info({ order }, 'reminder due'), 30);
  });
  bus.on('cancel', ({ order, done }) => {
    setImmediate(() => {
      log.warn({ order }, 'cancelling');
      done(new Error(`the warehouse does not answer for ${order}`));
    });
  });

  app.decorate('bus', bus);
  const statistics = setInterval(() => log.debug({ listeners: bus.listenerCount('placed') }, 'statistics'), 100);
  app.addHook('onClose', async () => clearInterval(statistics));
});
