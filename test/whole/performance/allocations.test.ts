import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { beforeAll, describe, expect, it } from 'vitest';

import recorded from './allocated.json' with { type: 'json' };

/** What one operation allocates beyond what it is measured against. */
interface Allocated {
  readonly bytes: number;
  readonly promises: number;
}

/** The figures hold for a release of Node: its own objects differ in size from those of others. */
const release = process.versions.node.split('.')[0] as string;
const figures = (recorded as Record<string, Record<string, Allocated>>)[release];

/** Bytes. Less than the smallest closure or promise: adding one to `copyContext` makes it 40 more. */
const SLACK = 16;

/** Without a compiler, which removes some allocations and not others, and with room for all between two collections. */
const FLAGS = ['--jitless', '--expose-gc', '--min-semi-space-size=256', '--max-semi-space-size=256'];

const skipped = figures === undefined ? ` (skipped: there are no figures for Node ${release})` : '';

describe.skipIf(figures === undefined)(`what the hot paths allocate${skipped}`, () => {
  let counted: Record<string, Allocated> = {};
  beforeAll(async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [...FLAGS, join(import.meta.dirname, 'count.js')]);
    counted = JSON.parse(stdout) as typeof counted;
  }, 120_000);

  it('is recorded for all of them', () => {
    expect(Object.keys(figures ?? {})).toEqual(Object.keys(counted));
  });

  it.each(Object.entries(figures ?? {}))(
    '%s: no closure and no promise more than is recorded',
    (name, { bytes, promises }) => {
      expect(counted[name]?.bytes).toBeLessThanOrEqual(bytes + SLACK);
      expect(counted[name]?.promises).toBe(promises);
    },
  );
});
