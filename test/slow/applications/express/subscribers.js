'use strict';

const bus = require('./bus');
const jobs = require('./jobs');
const log = require('./logger').child({ module: 'subscribers' });

const REMIND_AFTER = 30;

bus.on('order:placed', ({ order }) => {
  log.info({ order }, 'confirmation mailed');
  jobs.push('invoice', { order });
  setTimeout(() => log.info({ order }, 'reminder due'), REMIND_AFTER);
});

bus.on('order:cancel', ({ order, done }) => {
  process.nextTick(() => {
    log.warn({ order }, 'cancelling');
    done(new Error(`the warehouse does not answer for ${order}`));
  });
});

jobs.handle('invoice', async ({ order }) => {
  await new Promise((resolve) => setTimeout(resolve, 2));
  log.info({ order }, 'invoice written');
});
