import { join } from 'node:path';

import type { Plugin } from 'vitepress';

/**
 * Finds Vue in site/. Vite looks for it from the folder of the pages, docs/, which has no packages of its own. What is built to
 * write the HTML runs in site/ and imports Vue there.
 */
export const resolveFromSite: Plugin = {
  name: 'throughline:resolve-from-site',
  enforce: 'pre',
  resolveId(id, importer, { ssr }) {
    if (!/^vue(\/|$)/.test(id)) return null;
    if (ssr) return { id, external: true };
    return importer?.endsWith('.md') ? this.resolve(id, join(import.meta.dirname, 'package.json')) : null;
  },
};
