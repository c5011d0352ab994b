import { execFile } from 'node:child_process';

import { beforeAll, describe, expect, it } from 'vitest';

import * as ours from '../../../src/cls-hooked/index.js';
import { NODE } from './node-scenarios.js';
import { observe } from './scenario.js';
import { BETTER, DIFFERENT, SAME } from './scenarios.js';

/** What cls-hooked itself gives for each scenario, until it ends the process. */
function runTheirs(): Promise<ReadonlyMap<string, string>> {
  const args = ['--import', 'tsx', `${import.meta.dirname}/run-theirs.ts`];
  return new Promise((resolve) => {
    execFile(process.execPath, args, (_, stdout) => {
      const lines = stdout.trim().split('\n');
      resolve(new Map(lines.map((line) => JSON.parse(line) as [string, string])));
    });
  });
}

let theirs: ReadonlyMap<string, string>;

beforeAll(async () => {
  theirs = await runTheirs();
});

describe('throughline/cls-hooked does what cls-hooked does', () => {
  it.each(Object.entries({ ...SAME, ...NODE }))('%s', async (name, scenario) => {
    expect(await observe(scenario, ours)).toBe(theirs.get(name));
  });
});

describe('throughline/cls-hooked keeps apart what cls-hooked does not', () => {
  it.each(Object.entries(BETTER))('%s', async (name, [scenario, expected]) => {
    expect(await observe(scenario, ours)).toBe(expected);
    expect(theirs.get(name)).not.toBe(expected);
  });
});

describe('throughline/cls-hooked differs, as docs/guide/from-cls-hooked.md says', () => {
  it.each(Object.entries(DIFFERENT))('%s', async (name, [scenario, ofTheirs, ofOurs]) => {
    expect([theirs.get(name), await observe(scenario, ours)]).toEqual([ofTheirs, ofOurs]);
  });
});
