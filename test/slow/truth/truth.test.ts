// With `throughline/register`, and with `throughline/mend`, every callback of every library here has the id of its own request.
import { describe, expect, it } from 'vitest';

import { count, type How } from './count.js';
import { findLibraries } from './libraries.js';
import { findNodes } from '../../support/nodes.js';
import { isRequired } from './servers.js';

const nodes = findNodes();
const libraries = await Promise.all(
  (await findLibraries()).map(async (library) => {
    const isThere = await isRequired(library.server);
    const lacks = isThere ? '' : ` (skipped without a ${library.server})`;
    return { library, isThere, title: `${library.name} ${library.version}${lacks}` };
  }),
);

const ways: readonly How[] = ['register', 'mend'];

describe.each(nodes.flatMap((node) => ways.map((how) => ({ ...node, how }))))(
  'with $how, on $name',
  ({ path, how }) => {
    for (const { library, isThere, title } of libraries) {
      if (how === 'mend' && library.isOnlyForRegister) continue;
      it.skipIf(!isThere)(`${title} calls back with the id of the request, 40 at once`, async () => {
        const counts = await count(path, library, how);
        expect(Object.keys(counts).length).toBeGreaterThan(0);
        for (const [call, seen] of Object.entries(counts))
          expect(seen, call).toEqual({ right: 40, another: 0, none: 0 });
      });
    }
  },
);
