import pkg from '../../package.json' with { type: 'json' };

/** The entries of the package as they are imported: what package.json exports, but itself. */
export const ENTRIES: readonly string[] = Object.keys(pkg.exports)
  .filter((subpath) => subpath !== './package.json')
  .map((subpath) => subpath.replace('.', 'throughline'));
