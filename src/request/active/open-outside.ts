import { Context } from '../../core/context.js';
import { enter } from '../../core/enter.js';
import { storage } from '../../core/storage.js';
import { activeContext } from './active-context.js';
import { type ActiveEntry, putActive } from './active-entry.js';
import { activeInManager } from './active-in-manager.js';

/**
 * Calls `fn` outside any task, so that what it opens, such as a connection, belongs to nobody. During the call, what is active for
 * OpenTelemetry stays active: its instrumentations need a parent for the spans that they start.
 */
export function openOutside<R>(fn: () => R): R {
  const context = activeContext();
  if (context === undefined) return storage.run(undefined as never, fn);
  const entry: ActiveEntry & { context: unknown } = {
    parent: undefined,
    request: undefined,
    context,
    outer: activeInManager(),
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
