import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { originRule } from '../../../src/propagation/origin-rule.js';

const LABELS = ['a', 'api', 'example', 'com', 'evil', 'xn--bcher-kva', 'x'];
const DEFAULT_PORTS = { http: 80, https: 443 } as const;

/** An origin by its parts: what the model compares, without any parser. */
interface Parts {
  readonly scheme: 'http' | 'https';
  readonly labels: readonly string[];
  readonly port: number;
}

const parts: fc.Arbitrary<Parts> = fc.record({
  scheme: fc.constantFrom('http', 'https'),
  labels: fc.array(fc.constantFrom(...LABELS), { minLength: 1, maxLength: 4 }),
  port: fc.constantFrom(80, 443, 8080, 8443),
});
const entry = fc.record({ parts, isWildcard: fc.boolean(), hasDefaultPort: fc.boolean(), isUpper: fc.boolean() });
type Entry = typeof entry extends fc.Arbitrary<infer T> ? T : never;

const portText = ({ scheme, port }: Parts, isExplicit: boolean): string =>
  port === DEFAULT_PORTS[scheme] && !isExplicit ? '' : `:${port}`;

function textOf({ parts: own, isWildcard, hasDefaultPort, isUpper }: Entry): string {
  const text = `${own.scheme}://${isWildcard ? '*.' : ''}${own.labels.join('.')}${portText(own, hasDefaultPort)}`;
  return isUpper ? text.toUpperCase() : text;
}

function lists({ parts: own, isWildcard }: Entry, url: Parts): boolean {
  if (own.scheme !== url.scheme || own.port !== url.port) return false;
  const [tail, isLong] = isWildcard
    ? [url.labels.slice(-own.labels.length), url.labels.length > own.labels.length]
    : [url.labels, true];
  return isLong && tail.join('.') === own.labels.join('.');
}

/** What may stand around the origin of a URL without being part of it. */
const dress = fc.record({
  user: fc.constantFrom('', 'user@', 'user:pass@', 'a.example:443@', 'https%3A%2F%2Fa.example@'),
  rest: fc.constantFrom(
    '',
    '/',
    '/path',
    '//evil.com',
    '?q=https://a.example',
    '#@a.example',
    '/@a.example',
    '/\\a.example',
  ),
  isUpper: fc.boolean(),
  hasDefaultPort: fc.boolean(),
});

describe('originRule', () => {
  it('lists what the model lists, and no other, however the URL is written', () => {
    let listed = 0;
    fc.assert(
      fc.property(
        fc.array(entry, { minLength: 1, maxLength: 4 }),
        parts,
        dress,
        fc.boolean(),
        (entries, own, { user, rest, isUpper, hasDefaultPort }, isNear) => {
          const near = isNear
            ? {
                ...entries[0]!.parts,
                labels: [...(entries[0]!.isWildcard ? ['api'] : []), ...entries[0]!.parts.labels],
              }
            : own;
          const authority = near.labels.join('.');
          const text = `${near.scheme}://${user}${isUpper ? authority.toUpperCase() : authority}${portText(near, hasDefaultPort)}${rest}`;
          const expected = entries.some((one) => lists(one, near));
          if (expected) listed++;
          expect(originRule(entries.map(textOf))(new URL(text)), `${entries.map(textOf).join(' ')} lists ${text}`).toBe(
            expected,
          );
        },
      ),
      { numRuns: 20_000 },
    );
    expect(listed).toBeGreaterThan(5000);
  });

  it.each([
    ['https://example.com', 'https://example.com.'],
    ['https://example.com', 'https://example.com.evil.com'],
    ['https://example.com', 'https://notexample.com'],
    ['https://example.com', 'https://example.com@evil.com'],
    ['https://example.com', 'https://evil.com/https://example.com'],
    ['https://example.com', 'https://evil.com\\@example.com'],
    ['https://example.com', 'https://exаmple.com'], // with a Cyrillic a
    ['https://example.com', 'wss://example.com'],
    ['https://example.com', 'blob:https://example.com/1'],
    ['https://*.example.com', 'https://example.com'],
    ['https://*.example.com', 'https://.example.com'],
    ['https://*.example.com', 'https://..example.com'],
    ['https://*.example.com', 'https://a..example.com'],
    ['https://*.example.com', 'https://a.example.com.'],
    ['https://*.example.com', 'https://aexample.com'],
    ['https://*.example.com', 'https://a.example.com:444'],
    ['https://*.example.com', 'http://a.example.com'],
    ['http://127.0.0.1', 'http://127.0.0.2'],
    ['http://[::1]', 'http://[::2]'],
    [/https:\/\/example\.com/, 'https://example.com.evil.com'],
    [/https:\/\/a|https:\/\/b/, 'https://a.evil.com'],
    [/example\.com/, 'https://example.com'],
    [/^https:\/\/example\.com/m, 'https://example.com.evil.com'],
    [/.*/, 'data:text/plain,a'],
    [/https:\/\/(a*)*b/, `https://${'a'.repeat(5000)}.example`],
    [() => 1, 'https://example.com'],
    [async () => true, 'https://example.com'],
    [() => Promise.reject(new Error('no')), 'https://example.com'],
    [
      () => {
        throw new Error('no');
      },
      'https://example.com',
    ],
  ])('%s does not list %s', (to, url) => {
    expect(originRule(to as never)(new URL(url))).toBe(false);
  });

  it.each([
    ['https://example.com', 'https://user:pass@EXAMPLE.com:443/path?query#hash'],
    ['https://example.com/', 'https://example.com'],
    ['HTTPS://Example.COM:443', 'https://example.com'],
    ['https://bücher.example', 'https://xn--bcher-kva.example'],
    ['https://xn--bcher-kva.example', 'https://BÜCHER.example'],
    ['http://127.0.0.1:80', 'http://0x7f.1'],
    ['http://[0:0::1]:8080', 'http://[::1]:8080'],
    ['https://example.com.', 'https://example.com.'],
    ['https://*.example.com:8443', 'https://a.b.example.com:8443'],
    ['https://*.bücher.example', 'https://a.xn--bcher-kva.example'],
    [/https:\/\/(a|b)\.example/i, 'https://b.example'],
    [(url: URL) => url.pathname === '/yes', 'https://example.com/yes'],
    [['http://a.example', /.*b\.example/], 'http://b.example'],
  ])('%s lists %s', (to, url) => {
    expect(originRule(to as never)(new URL(url))).toBe(true);
  });

  it.each(['g', 'y', 'gy', 'gm'])('a pattern with the flags %s has no memory, and keeps none', (flags) => {
    const pattern = new RegExp('https://a\\.example', flags);
    pattern.lastIndex = 5;
    const rule = originRule(pattern);
    expect([1, 2, 3].map(() => rule(new URL('https://a.example')))).toEqual([true, true, true]);
    expect(pattern.lastIndex).toBe(5);
  });

  it('lets no function change what the next one sees', () => {
    const rule = originRule([
      (url) => {
        url.host = 'listed.example';
        return false;
      },
      (url) => url.host === 'listed.example',
    ]);
    const url = new URL('http://other.example');
    expect([rule(url), url.href]).toEqual([false, 'http://other.example/']);
  });

  it('keeps the list as it was, whatever becomes of the array', () => {
    const to = ['https://a.example'];
    const rule = originRule(to);
    to.push('https://b.example');
    expect(rule(new URL('https://b.example'))).toBe(false);
  });
});
