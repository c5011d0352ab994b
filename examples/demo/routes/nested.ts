import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises';

import { gather } from 'throughline';

import { ledger } from '../ledger.js';
import { log } from '../log.js';
import type { Handler } from './handler.js';

/** Asks several helpers at once, which ask others in turn. */
export const nested: Handler = async (_request, response, url) => {
  const [price, stock, reviews] = await gather(
    () => findPrice(url),
    () => findStock(url),
    () => findReviews(url),
  );
  log(`${url} has all three answers`);
  response.setHeader('content-type', 'application/json');
  response.end(`${JSON.stringify({ price, stock, reviews })}\n`);
};

async function findPrice(url: string): Promise<number> {
  const price = await query('price', url);
  const discount = await query('discount', url);
  return price - discount;
}

async function findStock(url: string): Promise<number> {
  await turn();
  return query('stock', url);
}

async function findReviews(url: string): Promise<number> {
  const pages = await Promise.all([query('reviews', url), query('reviews', url)]);
  return pages.reduce((sum, page) => sum + page, 0);
}

async function query(table: string, url: string): Promise<number> {
  await sleep(30 + Math.random() * 60);
  ledger.see('deep', url);
  log(`${url} queries ${table}`);
  return table.length;
}
