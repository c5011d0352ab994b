import type { Field } from '../../fields/outgoing-fields.js';
import { patch } from '../../../core/patch.js';
import { removeField, type UndiciHeaders } from './remove-field.js';

/** The part of a request of undici that is needed. */
interface Request extends UndiciHeaders {
  addHeader(name: unknown, value: unknown): unknown;
}

/**
 * Lets a header that somebody adds to `request` later replace the one of that name in `added`, which is there already. Two
 * of them would be refused, and who comes later, an instrumentation of OpenTelemetry for one, does not look.
 */
export function yieldHeaders(request: Request, added: readonly Field[]): void {
  const ours = new Map(added);
  patch(request, 'addHeader', (addHeader) => {
    return function yieldingAddHeader(this: Request, name, value) {
      const field = String(name).toLowerCase();
      const own = ours.get(field);
      if (own !== undefined && ours.delete(field)) removeField(this, [field, own]);
      return Reflect.apply(addHeader, this, [name, value]);
    };
  });
}
