'use strict';

const bus = require('./bus');
const audit = require('./services/audit');

bus.on('placed', ({ order }) => {
  console.log('mail: confirmation of', order);
  audit.record(order, 'placed');
  setTimeout(() => console.log('mail: reminder of', order), 30);
});

bus.on('cancel', ({ order, done }) => {
  queueMicrotask(() => {
    console.warn('warehouse: does not answer for', order);
    done(new Error(`the warehouse does not answer for ${order}`));
  });
});
