import { setTimeout as sleep } from 'node:timers/promises';

import { ledger } from '../ledger.js';
import { log } from '../log.js';
import type { Handler } from './handler.js';

/** Fails in a helper. The client gets a 500 with the id, the error is logged in the context of the request. */
export const failing: Handler = async (_request, response, url) => {
  log(`${url} pays`);
  await pay(url);
  response.end('paid\n');
};

async function pay(url: string): Promise<void> {
  await chargeCard(url);
}

async function chargeCard(url: string): Promise<void> {
  await sleep(50 + Math.random() * 100);
  ledger.see('deep', url);
  throw new Error(`${url} the card was declined`);
}
