import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { createGzip } from 'node:zlib';

import { ledger } from '../ledger.js';
import { log } from '../log.js';
import type { Handler } from './handler.js';

/** Makes rows as the client takes them, and compresses them on the way. */
export const stream: Handler = async (_request, response, url) => {
  response.setHeader('content-encoding', 'gzip');
  await pipeline(Readable.from(rows(url)), createGzip(), response);
  log(`${url} has sent all rows`);
};

async function* rows(url: string): AsyncGenerator<string> {
  for (let page = 1; page <= 5; page++) yield await loadPage(page, url);
}

async function loadPage(page: number, url: string): Promise<string> {
  await sleep(20 + Math.random() * 30);
  ledger.see('deep', url);
  log(`${url} loads page ${page}`);
  return `row of page ${page}\n`.repeat(1000);
}
