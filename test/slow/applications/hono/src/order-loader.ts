import { type Order, query } from './database.js';

interface Load {
  readonly number: string;
  readonly resolve: (order: Order | undefined) => void;
  readonly reject: (error: unknown) => void;
}

let loads: Load[] = [];

/** Finds an order; all that are asked for in one turn of the event loop share one query, as DataLoader does. */
export function loadOrder(number: string): Promise<Order | undefined> {
  return new Promise((resolve, reject) => {
    if (loads.length === 0) setImmediate(() => void dispatch());
    loads.push({ number, resolve, reject });
  });
}

async function dispatch(): Promise<void> {
  const batch = loads;
  loads = [];
  try {
    const found = await query((orders) => batch.map(({ number }) => orders.get(number)));
    batch.forEach(({ number, resolve }, i) => {
      console.debug('loader: loaded', number);
      resolve(found[i]);
    });
  } catch (error) {
    for (const { reject } of batch) reject(error);
  }
}
