// With `throughline/register` every callback of every library here has the id of its own request.
import { describe, expect, it } from 'vitest';

import { count } from './count.js';
import { findLibraries } from './libraries.js';
import { findNodes } from './nodes.js';
import { isUp } from './servers.js';

const nodes = findNodes();
const libraries = await Promise.all(
  (await findLibraries()).map(async (library) => {
    const isThere = library.server === undefined || process.env['CI'] !== undefined || (await isUp(library.server));
    const lacks = isThere ? '' : ` (skipped without a ${library.server})`;
    return { library, isThere, title: `${library.name} ${library.version}${lacks}` };
  }),
);

describe.each(nodes)('with register, on $name', ({ path }) => {
  for (const { library, isThere, title } of libraries) {
    it.skipIf(!isThere)(`${title} calls back with the id of the request, 40 at once`, async () => {
      const counts = await count(path, library, true);
      expect(Object.keys(counts).length).toBeGreaterThan(0);
      for (const [call, seen] of Object.entries(counts)) expect(seen, call).toEqual({ right: 40, another: 0, none: 0 });
    });
  }
});
