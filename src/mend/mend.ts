import { assertArgument } from '../core/assert-argument.js';
import { isObjectOrFunction } from '../core/is-object.js';
import { exportOf, prototypeOf } from './recognize.js';
import { isEventEmitter3, mendedEventEmitter3 } from './eventemitter3.js';
import { isFastq, mendedFastq } from './fastq.js';
import { isPLimit, mendedPLimit } from './p-limit.js';
import { mendMysql, mendMysqlClass } from './mysql.js';
import { mendAsync } from './async.js';
import { mendBcrypt } from './bcrypt.js';
import { mendBottleneck } from './bottleneck.js';
import { mendPgClass } from './pg.js';
import { mendPQueue } from './p-queue.js';
import { mendSharp } from './sharp.js';

const CLASSES = [mendPgClass, mendMysqlClass, mendBottleneck, mendPQueue, mendSharp];

/** What a module exports, mended. A module that is none of a library that is known here stays as it is. */
export function mendExports(exported: object): object {
  if (typeof exported !== 'function') {
    mendAsync(exported);
    mendBcrypt(exported);
    mendPQueue(exportOf(exported, 'default'));
    return exported;
  }
  if (isFastq(exported)) return mendedFastq(exported);
  if (isPLimit(exported)) return mendedPLimit(exported);
  if (isEventEmitter3(exported)) return mendedEventEmitter3(exported);
  if (prototypeOf(exported) !== undefined) for (const mendClass of CLASSES) mendClass(exported);
  return exported;
}

/**
 * Makes each callback that you pass to `library` run in the context in which you passed it, and each job in its queues run in the context
 * in which you added it. Use what it returns: for most libraries the library itself, for fastq and p-limit a function. A library that it
 * does not know, or that looks different, stays as it is. `throughline/register` does this by itself. Throws `TL_ERR_INVALID_ARGUMENT` if
 * `library` is neither an object nor a function.
 */
export function mend<T extends object>(library: T): T {
  assertArgument(isObjectOrFunction(library), 'library', 'what a library exports');
  for (const name of ['Client', 'Pool', 'Connection']) {
    mendPgClass(exportOf(library, name));
    mendMysqlClass(exportOf(library, name));
  }
  mendMysql(library);
  return mendExports(library) as T;
}
