import { createRequire } from 'node:module';

import { describe, expect, it } from 'vitest';

import * as ours from '../../../src/cls-hooked/index.js';
import { folderOf } from '../../support/frameworks/installed.js';

/** Where a library still needs cls-hooked, which makes `process.namespaces` anew when it is loaded. */
describe('beside cls-hooked', () => {
  it('namespaces from before are found, by both, and those of both work', () => {
    const before = ours.createNamespace('before');
    ours.createNamespace('destroyed');
    ours.destroyNamespace('destroyed');
    const theirs = createRequire(`${folderOf('cls-hooked')}/`)('cls-hooked') as typeof ours;
    const own = theirs.createNamespace('own');
    expect(ours.getNamespace('before')).toBe(before);
    expect(theirs.getNamespace('before')).toBe(before);
    expect(ours.getNamespace('own')).toBe(own);
    expect(ours.getNamespace('destroyed')).toBeUndefined();
    expect(before.runAndReturn(() => own.runAndReturn(() => [before.set('key', 1), own.set('key', 2)]))).toEqual([
      1, 2,
    ]);
    ours.reset();
    expect(ours.getNamespace('before')).toBeUndefined();
    expect(theirs.getNamespace('own')).toBeUndefined();
  });
});
