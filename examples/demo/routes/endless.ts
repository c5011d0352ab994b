import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

import { ledger } from '../ledger.js';
import { log } from '../log.js';
import type { Handler } from './handler.js';

/** Sends news until the client hangs up. */
export const endless: Handler = async (_request, response, url) => {
  response.setHeader('content-type', 'text/event-stream');
  log(`${url} has a listener`);
  await sendNews(response, url);
  log(`${url} has lost its listener`);
};

async function sendNews(response: ServerResponse, url: string): Promise<void> {
  const hungUp = once(response, 'close');
  while (!response.closed) {
    response.write(`data: ${await loadNews(url)}\n\n`);
    await Promise.race([sleep(200), hungUp]);
  }
}

async function loadNews(url: string): Promise<string> {
  await sleep(20);
  ledger.see('deep', url);
  return `no news at ${new Date().toISOString()}`;
}
