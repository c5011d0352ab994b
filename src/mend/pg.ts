import { bindCallback, bindCallbacks, bindQueries, connectOutside } from './bind-callbacks.js';
import { bindListeners, isEmitter } from '../core/tasks/bind-listeners.js';
import { hasMethods, isNew, ownerOf, prototypeOf } from './shape.js';

/** Mends a class of pg, pg-pool or pg-cursor, from version 8, 3 and 2 on. Anything else stays as it is. */
export function mendPgClass(exported: unknown): void {
  const prototype = prototypeOf(exported);
  if (hasMethods(prototype, ['query', 'connect', 'end', 'escapeLiteral', 'setTypeParser'])) mendClient(prototype);
  else if (hasMethods(prototype, ['query', 'connect', 'end', '_pulseQueue'])) mendPool(ownerOf(prototype, 'connect'));
  else if (hasMethods(prototype, ['read', 'close', 'submit', 'handlePortalSuspended'])) mendCursor(prototype);
}

function mendClient(prototype: object): void {
  if (!isNew(prototype)) return;
  connectOutside(prototype, ['connect']);
  bindQueries(prototype, ['query']);
  bindCallbacks(prototype, ['end']);
  if (isEmitter(prototype)) bindListeners(prototype, bindCallback); // such as that of LISTEN
}

function mendPool(prototype: object): void {
  if (!isNew(prototype)) return;
  connectOutside(prototype, ['connect']);
  bindCallbacks(prototype, ['query', 'end']);
}

/** pg-query-stream reads by such a cursor. */
function mendCursor(prototype: object): void {
  if (isNew(prototype)) bindCallbacks(prototype, ['read', 'close', 'end']);
}
