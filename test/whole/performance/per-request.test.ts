import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { beforeAll, describe, expect, it } from 'vitest';

import recorded from './per-request.json' with { type: 'json' };

/** What an adapter adds to a request. The same on every release of Node. */
interface Counts {
  readonly promises: number;
  readonly listeners: number;
  readonly properties: number;
}

describe('what an adapter adds to a request', () => {
  let counted: Record<string, Counts> = {};
  beforeAll(async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [join(import.meta.dirname, 'count-per-request.js')]);
    counted = JSON.parse(stdout) as typeof counted;
  }, 60_000);

  it('is recorded for all of them', () => {
    expect(Object.keys(recorded)).toEqual(Object.keys(counted));
  });

  it.each(Object.entries<Counts>(recorded))(
    '%s: as many promises, listeners and own properties as recorded',
    (name, counts) => {
      expect(counted[name]).toEqual(counts);
    },
  );
});
