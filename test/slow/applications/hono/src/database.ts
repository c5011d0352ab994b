import { setTimeout as sleep } from 'node:timers/promises';

export interface Order {
  readonly order: string;
  readonly sku: string;
  readonly quantity: number;
}

const rows = new Map<string, Order>();
const SIZE = 4;
const waiting: (() => void)[] = [];
let free = SIZE;

/** Waits for one of the connections, then runs a query on it. */
export async function query<T>(run: (orders: Map<string, Order>) => T): Promise<T> {
  if (free > 0) free--;
  else await new Promise<void>((resolve) => waiting.push(resolve));
  try {
    await sleep(1);
    return run(rows);
  } finally {
    const next = waiting.shift();
    if (next) next();
    else free++;
  }
}

export async function closeDatabase(): Promise<void> {
  while (free < SIZE) await sleep(5);
}
