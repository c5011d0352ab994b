import { EventEmitter } from 'node:events';

import { schedule } from './scheduler.js';

interface Events {
  placed: [order: string];
  cancel: [order: string, done: (error: Error) => void];
}

export const events = new EventEmitter<Events>();

events.on('placed', (order) => {
  console.log('mail: confirmation of', order);
  schedule(() => console.log('invoice of', order));
  setTimeout(() => console.log('reminder of', order), 30);
});

events.on('cancel', (order, done) => {
  setTimeout(() => {
    console.warn('warehouse: no answer for', order);
    done(new Error(`the warehouse does not answer for ${order}`));
  }, 1);
});
