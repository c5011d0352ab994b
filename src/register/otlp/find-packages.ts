import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import { attempt } from '../../core/attempt.js';
import { ThroughlineError } from '../../core/throughline-error.js';

/** What loads the packages of the application. */
export interface Packages {
  /** Loads a package that was found. */
  load(name: string): unknown;
  /** Loads a package that `owner` depends on. */
  loadFrom(owner: string, name: string): unknown;
}

/**
 * Finds packages where the application would: from the folder of its entry, then from the folder in which the process began. Throws
 * `TL_ERR_MISSING_PACKAGE`, which names the missing packages, and `needs`: the setting that needs them.
 */
export function findPackages(needs: string, names: readonly string[]): Packages {
  const entry = process.argv[1];
  const paths = entry === undefined ? [process.cwd()] : [dirname(entry), process.cwd()];
  const require = createRequire(join(process.cwd(), 'entry'));
  const files = new Map(names.map((name) => [name, attempt(() => require.resolve(name, { paths }))]));
  const missing = names.filter((name) => files.get(name) === undefined);
  if (missing.length > 0) {
    throw new ThroughlineError(
      'TL_ERR_MISSING_PACKAGE',
      `${needs} needs packages that the application does not have`,
      `Run: npm install ${missing.join(' ')}`,
    );
  }
  return {
    load: (name) => require(files.get(name) as string),
    loadFrom: (owner, name) => createRequire(files.get(owner) as string)(name),
  };
}
