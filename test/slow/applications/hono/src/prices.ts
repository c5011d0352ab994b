import { setTimeout as sleep } from 'node:timers/promises';

const prices = new Map<string, Promise<number>>();

export async function priceOf(order: string, sku: string): Promise<number> {
  let price = prices.get(sku);
  if (price === undefined) {
    price = load(sku);
    prices.set(sku, price);
    setTimeout(() => prices.delete(sku), 25).unref();
  }
  const value = await price;
  console.debug(`prices: ${value} for ${order}`);
  return value;
}

async function load(sku: string): Promise<number> {
  await sleep(5);
  console.debug(`prices: filled for ${sku}`);
  return 100 + sku.length;
}
