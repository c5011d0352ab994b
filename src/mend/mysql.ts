import { bindCallbacks, connectOutside } from './bind-callbacks.js';
import { hasMethods, isNew, ownerOf, prototypeOf } from './shape.js';

const CONNECTION = ['query', 'changeUser', 'beginTransaction', 'commit', 'rollback', 'ping', 'escapeId'];
const CALLING_BACK = [...CONNECTION.slice(0, -1), 'connect', 'end', 'execute', 'prepare', 'reset', 'statistics'];

/** Mends a class of mysql 2 or mysql2 3. Anything else stays as it is. */
export function mendMysqlClass(exported: unknown): void {
  const prototype = prototypeOf(exported);
  if (hasMethods(prototype, CONNECTION)) mendConnection(ownerOf(prototype, 'beginTransaction'));
  else if (hasMethods(prototype, ['getConnection', 'query', 'end', 'releaseConnection']))
    mendPool(ownerOf(prototype, 'releaseConnection'));
}

function mendConnection(prototype: object): void {
  if (isNew(prototype)) bindCallbacks(prototype, CALLING_BACK);
}

function mendPool(prototype: object): void {
  if (!isNew(prototype)) return;
  connectOutside(prototype, ['getConnection']);
  bindCallbacks(prototype, ['query', 'execute', 'end']);
}
