import { EventEmitter } from 'node:events';

import { log } from './log.js';

export const bus = new EventEmitter();

bus.on('placed', (order) => {
  log.info('confirmation mailed', { order });
  setTimeout(() => log.info('reminder due', { order }), 30);
});

bus.on('cancel', (order, done) => {
  setImmediate(() => {
    log.warn('cancelling', { order });
    done(new Error(`the warehouse does not answer for ${order}`));
  });
});
