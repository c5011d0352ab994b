import { setTimeout as sleep } from 'node:timers/promises';

import { bind } from 'throughline';

import { ledger } from '../ledger.js';
import { log } from '../log.js';
import type { Handler } from './handler.js';

const waiting: (() => Promise<void>)[] = [];
let freeWorkers = 2;

/** Waits for a worker. The workers are shared by all requests: the one that ends a job starts the next. */
export const queue: Handler = async (_request, response, url) => {
  log(`${url} joins the queue behind ${waiting.length} others`);
  await enqueue(() => print(url));
  log(`${url} has its printout`);
  response.end('printed\n');
};

async function print(url: string): Promise<void> {
  await sleep(20 + Math.random() * 10);
  ledger.see('deep', url);
  log(`${url} is printed`);
}

function enqueue(job: () => Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    waiting.push(bind(() => job().then(resolve, reject)));
    startNext();
  });
}

function startNext(): void {
  if (freeWorkers === 0) return;
  const job = waiting.shift();
  if (job === undefined) return;
  freeWorkers -= 1;
  void job().finally(() => {
    freeWorkers += 1;
    startNext();
  });
}
