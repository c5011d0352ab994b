// What requests share, used rightly: no finding, on each Node that is installed. Prisma is not here: to make its client, it downloads a
// program.
import { expect, it } from 'vitest';

import { findNodes } from '../../support/nodes.js';
import { isRequired } from '../../slow/truth/servers.js';
import { folderWith, runWithDoctor } from './run-with-doctor.js';

const isThere = (await isRequired('PostgreSQL')) && (await isRequired('Redis'));

it.skipIf(!isThere).each(findNodes())(
  'finds nothing on $name (skipped without PostgreSQL and Redis)',
  async ({ path: node }) => {
    const { code, findings, notes } = await runWithDoctor(folderWith(), 'libraries.js', node);
    expect(findings).toEqual([]);
    expect(notes.map(({ label }) => label)).toEqual([expect.stringMatching(/reads a variable, \d+ ms after its end$/)]);
    expect(code).toBe(0);
  },
);
