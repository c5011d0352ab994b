import { HttpError } from './http-error.js';

/** The order that a body describes; throws a 400 if it does not. */
export function validOrder({ order, sku, quantity, note }) {
  if (!/^[A-Z]{2}\d{6}$/.test(order)) throw new HttpError(400, 'order: two letters and six digits');
  if (!sku) throw new HttpError(400, `sku of ${order} is missing`);
  if (!(Number(quantity) > 0)) throw new HttpError(400, `quantity of ${order} must be positive`);
  return { order, sku, quantity: Number(quantity), note };
}
