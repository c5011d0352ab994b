import { Context } from '../../core/context.js';
import { enter } from '../../core/enter.js';
import { storage } from '../../core/storage.js';
import { activeContext } from './active-context.js';
import { type ActiveEntry, putActive } from './active-entry.js';
import { managersOwn } from './managers-own.js';

/**
 * Calls `fn` outside any task: what it opens, such as a connection, belongs to nobody. What is active for OpenTelemetry stays so during the
 * call, and no longer: it is the parent of the spans that OpenTelemetry's instrumentations make then.
 */
export function openOutside<R>(fn: () => R): R {
  const context = activeContext();
  if (context === undefined) return storage.run(undefined as never, fn);
  const entry: ActiveEntry & { context: unknown } = {
    parent: undefined,
    request: undefined,
    context,
    outer: managersOwn(),
    ids: undefined,
    hasEnded: false,
  };
  const nobodys = new Context();
  putActive(nobodys, entry);
  try {
    return enter(nobodys, fn);
  } finally {
    entry.hasEnded = true;
    entry.context = undefined; // the connection keeps the entry
  }
}
