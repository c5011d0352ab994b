import { setTimeout as sleep } from 'node:timers/promises';

import { bus } from './bus.js';
import { log } from './log.js';

/** Writes invoices, one after the other, from now on. */
export function worker() {
  const orders = [];
  let wake = () => {};
  let stopped = false;
  bus.on('placed', (order) => {
    orders.push(order);
    wake();
  });

  const running = (async () => {
    while (!stopped || orders.length > 0) {
      const order = orders.shift();
      if (order === undefined) await new Promise((resolve) => (wake = resolve));
      else await invoice(order);
    }
  })();

  return {
    stop() {
      stopped = true;
      wake();
      return running;
    },
  };
}

async function invoice(order) {
  await sleep(1);
  log.info('invoice written', { order });
}
