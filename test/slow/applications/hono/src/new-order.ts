import type { HonoRequest } from 'hono';
import { HTTPException } from 'hono/http-exception';

import type { Order } from './database.js';

type NewOrder = Order & { readonly note: string };

/** Reads an order from JSON or from a form; throws a 400 for one that is not valid. */
export async function newOrder(request: HonoRequest): Promise<NewOrder> {
  const isJson = request.header('content-type')?.startsWith('application/json');
  const body: Record<string, unknown> = isJson ? await request.json() : await request.parseBody();
  const { order, sku, note = '' } = body;
  const quantity = Number(body['quantity']);
  if (typeof order !== 'string' || !/^[A-Z]{2}\d{6}$/.test(order)) {
    throw new HTTPException(400, { message: 'order: two letters and six digits' });
  }
  if (typeof sku !== 'string') throw new HTTPException(400, { message: `sku of ${order} is missing` });
  if (!(quantity > 0)) throw new HTTPException(400, { message: `quantity of ${order} must be positive` });
  return { order, sku, quantity, note: String(note) };
}
