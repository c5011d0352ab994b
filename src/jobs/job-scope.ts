import { readCarrier } from '../propagation/carriers/readable-carrier.js';
import type { Scope } from '../request/scope.js';
import type { CheckedJob } from './job-options.js';

/** What is known of a job when it starts. Throws `TL_ERR_INVALID_ARGUMENT` for what is no carrier, never for what one holds. */
export function jobScope({ name, from, isMessage, links }: CheckedJob): Scope {
  const scope: Scope = {
    type: isMessage ? 'message' : 'job',
    name,
    method: '',
    path: '',
    headers: readCarrier(from),
  };
  if (links === undefined) return scope;
  return { ...scope, links: Array.from(links, (carrier) => readCarrier(carrier)) };
}
