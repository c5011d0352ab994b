import { BUNDLERS } from '../bundles/bundle.js';

/** The bytes of an entry with all that it needs of this package: minified by esbuild, and gzipped. */
export async function sizeOf(entry: string): Promise<number> {
  const { size } = await (BUNDLERS['esbuild'] as NonNullable<(typeof BUNDLERS)[string]>)(
    `import * as entry from '${entry}'; console.log(entry)`,
    { platform: 'neutral' },
  );
  return size;
}
