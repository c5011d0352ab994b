import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { identify } from '../../../../src/request/arrive/identity.js';
import { isRequestId } from '../../../../src/request/arrive/request-id.js';
import { resolveOptions, type TracingOptions } from '../../../../src/request/tracing-options.js';
import { scopeWith } from '../../../support/scope-with.js';

const FRESH = /^[0-9a-f]{32}$/;

function choose(headers: Record<string, string>, options: TracingOptions = {}): string {
  return identify(scopeWith(headers), resolveOptions(options)).requestId;
}

describe('the request id', () => {
  it.each(['a', 'A_Z', 'a=b', 'x.y-z=', 'f47ac10b-58cc-4372-a567-0e02b2c3d479'])('takes %s', (id) => {
    expect(choose({ 'x-request-id': id })).toBe(id);
  });

  it.each([
    '',
    'a b',
    'a,b',
    'a, a',
    '"a"',
    "a'",
    'a\tb',
    'a\r\nb',
    'a\u0000',
    'a\u001b[31m',
    'é',
    'a\u2028',
    '😀',
    '<script>',
    '${a}',
    'a\n',
  ])('refuses %j', (id) => {
    expect(choose({ 'x-request-id': id })).toMatch(FRESH);
  });

  it('takes up to 128 characters', () => {
    expect(choose({ 'x-request-id': 'x'.repeat(128) })).toBe('x'.repeat(128));
    for (const length of [129, 4096]) expect(choose({ 'x-request-id': 'x'.repeat(length) })).toMatch(FRESH);
  });

  it('refuses a header that came twice, whatever validate says', () => {
    const headers = new Headers([
      ['x-request-id', 'a'],
      ['X-Request-Id', 'a'],
    ]);
    const scope = { ...scopeWith(), headers };
    expect(identify(scope, resolveOptions({ validate: () => true })).requestId).toMatch(FRESH);
    expect(identify({ ...scope, headers: new Headers({ 'X-Request-Id': 'abc' }) }, resolveOptions()).requestId).toBe(
      'abc',
    );
  });

  it('whatever the header holds, the id is either that, and matches, or fresh', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (header) => {
        const id = choose({ 'x-request-id': header });
        expect(id === header ? isRequestId(id) : FRESH.test(id)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('reads the header that the options name, or none', () => {
    expect(choose({ 'x-trace': 'abc', 'x-request-id': 'def' }, { requestHeader: 'X-Trace' })).toBe('abc');
    expect(choose({ 'x-request-id': 'def' }, { requestHeader: false })).toMatch(FRESH);
  });

  // Those of docs/guide/production.md.
  it.each([
    ['cf-ray', '230b030023ae2822-SJC', {}],
    ['x-vercel-id', 'iad1::iad1::4kzvb-1764460800000-0123456789ab', { validate: (id) => /^[\w:-]{1,128}$/.test(id) }],
  ] satisfies [string, string, TracingOptions][])('takes the id of a proxy that writes %s', (header, id, options) => {
    expect(choose({ [header]: id }, { ...options, requestHeader: header })).toBe(id);
  });

  it('trusts as the options say', () => {
    expect(choose({ 'x-request-id': 'abc' }, { trust: 'ignore' })).toMatch(FRESH);
    expect(choose({ 'x-request-id': 'abc' }, { trust: (scope) => scope.path === '/path' })).toBe('abc');
    expect(choose({ 'x-request-id': 'abc' }, { trust: () => false })).toMatch(FRESH);
  });

  it('takes only true for a yes: a promise is none', () => {
    const never = (async () => false) as never;
    expect(choose({ 'x-request-id': 'abc' }, { validate: never })).toMatch(FRESH);
    expect(choose({ 'x-request-id': 'abc' }, { trust: never })).toMatch(FRESH);
  });

  it('generates and validates as the options say', () => {
    expect(choose({}, { generate: (scope) => `${scope.method}-1` })).toBe('GET-1');
    expect(choose({ 'x-request-id': 'a b' }, { validate: (id) => id === 'a b' })).toBe('a b');
    expect(choose({ 'x-request-id': 'abc' }, { validate: () => false })).toMatch(FRESH);
  });

  it('takes nothing that could forge a line, whatever validate says', () => {
    for (const id of ['', 'a\r\nb', 'é', 'x'.repeat(1025)]) {
      expect(choose({ 'x-request-id': id }, { validate: () => true })).toMatch(FRESH);
    }
  });
});
