// What is right: no finding, on each Node that is installed. Prisma, which is large, has a test in
// slow/.
import { expect, it } from 'vitest';

import { findNodes } from '../../support/nodes.js';
import { isRequired } from '../../slow/truth/servers.js';
import { folderWith, runWithDoctor } from './run-with-doctor.js';

const isThere = (await isRequired('PostgreSQL')) && (await isRequired('Redis'));

it.skipIf(!isThere).each(findNodes())(
  'finds nothing in what requests share, on $name (skipped without PostgreSQL and Redis)',
  async ({ path: node }) => {
    const { code, findings, notes } = await runWithDoctor(folderWith(), 'libraries.js', node);
    expect(findings).toEqual([]);
    expect(notes.map(({ label }) => label)).toEqual([expect.stringMatching(/reads a variable, \d+ ms after its end$/)]);
    expect(code).toBe(0);
  },
);

it.each(findNodes())(
  'notes nothing of code that waits for the end of its response, on $name',
  async ({ path: node }) => {
    const { code, findings, notes } = await runWithDoctor(folderWith(), 'waits-for-end.js', node);
    expect([...findings, ...notes]).toEqual([]);
    expect(code).toBe(0);
  },
);

it.each(findNodes())(
  'finds nothing in listeners of an EventTarget that are right, on $name',
  async ({ path: node }) => {
    const { code, findings, notes, stdout } = await runWithDoctor(folderWith(), 'event-target-right.js', node);
    expect([...findings, ...notes]).toEqual([]);
    expect(stdout.match(/saw it$/gm)).toHaveLength(60);
    expect(code).toBe(0);
  },
);

it.each(findNodes())('finds nothing in both APIs of HTTP/2, on $name', async ({ path: node }) => {
  const { code, findings, notes, stdout } = await runWithDoctor(folderWith(), 'http2-right.js', node);
  expect([...findings, ...notes]).toEqual([]);
  expect(stdout.match(/ begins$/gm)).toHaveLength(300);
  expect(code).toBe(0);
});

it.each(findNodes())('finds nothing in what tells others of its own work, on $name', async ({ path: node }) => {
  const { code, findings, notes } = await runWithDoctor(folderWith(), 'tells-others.js', node);
  expect([...findings, ...notes]).toEqual([]);
  expect(code).toBe(0);
});
