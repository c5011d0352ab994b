import { domainToASCII } from 'node:url';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { connectionUrl } from '../../../../../src/propagation/patches/node-http/connection-url.js';

describe('connectionUrl', () => {
  const request = { protocol: 'http:', path: '/p?q' };

  it('is where Node connects to, or nothing', () => {
    const pieces = fc.constantFrom(
      'a',
      'B',
      '.',
      ':',
      '@',
      '/',
      '\\',
      '?',
      '#',
      '%41',
      '[',
      ']',
      ' ',
      '\t',
      'ü',
      '。',
      '1',
      '-',
      '127',
      '::1',
      '\u00ad',
      '*',
    );
    let found = 0;
    fc.assert(
      fc.property(
        fc.array(pieces, { maxLength: 6 }).map((list) => list.join('')),
        fc.constantFrom<unknown>(80, '8080', 0, 70_000, -1, 'a', undefined, null),
        (host, port) => {
          const url = connectionUrl(request, { host, port });
          if (url === undefined) return;
          found++;
          if (host.includes(':')) expect(url.hostname).toBe(new URL(`http://[${host}]`).hostname);
          else expect(url.hostname).toBe(domainToASCII(host));
          expect(Number(url.port || 80)).toBe(Number(port));
          expect([url.username, url.password, url.pathname, url.search, url.hash]).toEqual(['', '', '/p', '?q', '']);
        },
      ),
      { numRuns: 20_000 },
    );
    expect(found).toBeGreaterThan(1000);
  });

  it.each([
    { socketPath: '/a.sock', host: 'a.example', port: 80 },
    { host: undefined, port: 80 },
    { host: 'listed.example/', port: 80 },
    { host: 'listed.example#.evil.example', port: 80 },
    { host: 'evil.example@listed.example', port: 80 },
    { host: 'listed%2eexample', port: 80 },
    { host: 'fe80::1%eth0', port: 80 },
    { host: 'a.example', port: '80/' },
  ])('is nothing for %o', (options) => {
    expect(connectionUrl(request, options)).toBeUndefined();
  });

  it.each(['//evil.example/p', 'http://evil.example/p', '@evil.example', '\\\\evil.example', '?@evil.example', ''])(
    'stays at its origin, whatever the path: %s',
    (path) => {
      expect(connectionUrl({ protocol: 'https:', path }, { host: 'a.example', port: 443 })!.origin).toBe(
        'https://a.example',
      );
    },
  );
});
