import { exportOf, prototypeOf } from './shape.js';
import { mendAsync } from './async.js';
import { isFastq, mendedFastq } from './fastq.js';
import { mendBottleneck } from './bottleneck.js';
import { mendMysqlClass } from './mysql.js';
import { mendNative } from './native.js';
import { mendPgClass } from './pg.js';
import { mendPQueue } from './p-queue.js';

/**
 * What a module exports, after each callback that is passed to it has the context in which it was passed. A module that none is
 * known of stays as it is.
 */
export function mendExports(exported: object): object {
  if (typeof exported !== 'function') {
    mendAsync(exported);
    mendNative(exported);
    mendPQueue(exportOf(exported, 'default'));
    return exported;
  }
  if (isFastq(exported)) return mendedFastq(exported);
  if (prototypeOf(exported) === undefined) return exported;
  for (const mendClass of [mendPgClass, mendMysqlClass, mendBottleneck, mendPQueue, mendNative]) mendClass(exported);
  return exported;
}

/** The same for a library as an application has it, with its classes by their names. */
export function mend<T extends object>(library: T): T {
  for (const name of ['Client', 'Pool', 'Connection']) {
    mendPgClass(exportOf(library, name));
    mendMysqlClass(exportOf(library, name));
  }
  return mendExports(library) as T;
}
