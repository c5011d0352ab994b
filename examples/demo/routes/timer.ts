import { setTimeout as sleep } from 'node:timers/promises';

import { ledger } from '../ledger.js';
import { log } from '../log.js';
import type { Handler } from './handler.js';

/** Waits for timers, in helpers that await helpers. */
export const timer: Handler = async (_request, response, url) => {
  log(`${url} puts the kettle on`);
  await makeTea(url);
  response.end('tea\n');
};

async function makeTea(url: string): Promise<void> {
  await boilWater(url);
  await sleep(50);
  log(`${url} pours the tea`);
}

async function boilWater(url: string): Promise<void> {
  await sleep(100 + Math.random() * 200);
  ledger.see('deep', url);
}
