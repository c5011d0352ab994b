import { bindCallbacks, bindQueries, type Callback, changeCalls, connectOutside } from './bind-callbacks.js';
import { isObject } from '../core/is-object.js';
import { hasMethods, isNew, ownerOf, prototypeOf } from './recognize.js';

const CONNECTION = ['query', 'changeUser', 'beginTransaction', 'commit', 'rollback', 'ping', 'escapeId'];
const CALLING_BACK = [...CONNECTION.slice(1, -1), 'connect', 'end', 'reset', 'statistics'];
const QUERIES = ['query', 'execute'];

/** Mends a class of mysql 2 or mysql2 3. Anything else stays as it is. */
export function mendMysqlClass(exported: unknown): void {
  const prototype = prototypeOf(exported);
  if (hasMethods(prototype, CONNECTION)) mendConnection(ownerOf(prototype, 'beginTransaction'));
  else if (hasMethods(prototype, ['getConnection', 'query', 'end', 'releaseConnection']))
    mendPool(ownerOf(prototype, 'releaseConnection'));
}

function mendConnection(prototype: object): void {
  if (!isNew(prototype)) return;
  bindQueries(prototype, QUERIES);
  bindCallbacks(prototype, CALLING_BACK);
  changeCalls(prototype, ['prepare'], (original, self, [options, callback]) => {
    return Reflect.apply(original, self, [
      options,
      typeof callback === 'function' ? prepared(callback as Callback) : callback,
    ]);
  });
  bindCallbacks(prototype, ['prepare']);
}

/** Mends the class of statements of mysql2, which it shows nowhere else. */
function prepared(callback: Callback): Callback {
  return (error, statement) => {
    const prototype: unknown = isObject(statement) ? Reflect.getPrototypeOf(statement) : undefined;
    if (hasMethods(prototype, ['execute', 'close']) && isNew(prototype)) bindQueries(prototype, ['execute']);
    return callback(error, statement);
  };
}

function mendPool(prototype: object): void {
  if (!isNew(prototype)) return;
  connectOutside(prototype, ['getConnection']);
  bindQueries(prototype, QUERIES);
  bindCallbacks(prototype, ['end']);
}

/** Mends what mysql, which exports no classes, makes: what it is told to make here does not connect before it is used. */
export function mendMysql(exported: object): void {
  if (!hasMethods(exported, ['createConnection', 'createPool', 'createQuery']) || 'Connection' in exported) return;
  for (const name of ['createConnection', 'createPool']) {
    const made = (Reflect.get(exported, name) as (options: object) => object)({});
    mendMysqlClass(made.constructor);
  }
}
