import { readdirSync, readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { SHARED_SINGLETONS, SHARED_SYMBOLS, SHARED_VARIABLES } from '../../../src/core/shared.js';

const source = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readFileSync(`src/${file}`, 'utf8'));

/** The names that the source gives to a function, sorted; one that it gives twice stands there twice. */
const namesGivenTo = (call: string): string[] =>
  source
    .flatMap((text) => [...text.matchAll(new RegExp(`\\b${call}(?:<[^(]*>)?\\(\\s*'([^']+)'`, 'g'))])
    .map(([, name]) => name as string)
    .toSorted();

describe('the names that copies of the package share', () => {
  it.each([
    ['variables', '(?:wellKnown|live)Var', SHARED_VARIABLES],
    ['singletons', 'singleton', SHARED_SINGLETONS],
  ])('are all %s of the source, each in one place', (_, call, names) => {
    expect(namesGivenTo(call)).toEqual(Object.keys(names).toSorted());
  });

  it('are all symbols of the source that every copy finds, each in one place', () => {
    const found = namesGivenTo('Symbol\\.for').filter((name) => name.startsWith('throughline'));
    expect(found).toEqual(Object.keys(SHARED_SYMBOLS).toSorted());
  });

  it('are given as they are, so that this test sees them', () => {
    const calls =
      source.join('\n').match(/(?<!function )\b(?:wellKnownVar|liveVar|sharedVar|singleton)(?:<[^(]*>)?\((?!\s*')/g) ??
      [];
    // Of wellKnownVar and liveVar, and of sharedVar, which they call.
    expect(calls.toSorted()).toEqual(['sharedVar(', 'sharedVar(', 'singleton(']);
  });
});
