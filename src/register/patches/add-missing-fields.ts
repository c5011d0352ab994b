import { logContext } from '../../loggers/log-context.js';

/** Gives the record of a logger the fields of the context, but for those that it has: what the application writes wins. */
export function addMissingFields<R extends object>(record: R): R {
  for (const [name, value] of Object.entries(logContext())) {
    if (!Object.hasOwn(record, name)) Object.assign(record, { [name]: value });
  }
  return record;
}
