// A connection, a queue or a limit that lives on keeps no context of a request that is over.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { describe, expect, it } from 'vitest';

import { addressOf, isRequired } from './servers.js';
import { cleanEnv, root } from '../../support/run-node.js';
import { findLibraries } from './libraries.js';
import { findNodes } from '../../support/nodes.js';

/**
 * What keeps contexts by itself, whether it is mended or not: p-limit 3 the last function, dataloader what asked in the last batches,
 * and knex, by its pool, whoever had a connection last.
 */
const KEEPS_SOME = new Set(['p-limit3', 'dataloader', 'knex']);

const libraries = await Promise.all(
  (await findLibraries())
    .filter(({ name }) => !KEEPS_SOME.has(name))
    .map(async (library) => ({ ...library, isThere: await isRequired(library.server) })),
);

describe.each(findNodes())('mended, on $name', ({ path }) => {
  for (const { name, file, server, isThere } of libraries) {
    const lacks = isThere ? '' : ` (skipped without a ${server})`;
    it.skipIf(!isThere)(`${name} keeps no context${lacks}`, async () => {
      const address = server === undefined ? '' : addressOf(server);
      const args = [`${import.meta.dirname}/keep-case.js`, file, address, 'mend'];
      const { stdout } = await promisify(execFile)(path, args, { cwd: root, env: cleanEnv(), timeout: 30_000 });
      const kept = Object.entries(JSON.parse(stdout) as Record<string, number>);
      expect(kept.length).toBeGreaterThan(0);
      expect(kept.filter(([, contexts]) => contexts > 0)).toEqual([]);
    });
  }
});
