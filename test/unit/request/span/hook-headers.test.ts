import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { HookHeaders } from '../../../../src/request/span/hook-headers.js';

const ofHook = (): [HookHeaders, Headers] => {
  const headers = new Headers();
  return [new HookHeaders(headers), headers];
};

describe('the headers that a hook gets', () => {
  it('take what any server can send', () => {
    const [hook, headers] = ofHook();
    hook.set('X-Tenant', 'acme é');
    hook.set('x-count', 3 as never);
    expect([headers.get('x-tenant'), hook.get('x-count'), hook.has('x-tenant')]).toEqual(['acme é', '3', true]);
  });

  it.each([
    ['x-tenant', 'a\nb'],
    ['x-tenant', '€'],
    ['x-tenant', '\0'],
    ['x-tenant', undefined],
    ['x-tenant', ['a']],
    ['x tenant', 'a'],
    ['', 'a'],
    [':status', '200'],
    [Symbol('x'), 'a'],
    ['Content-Length', '1'],
    ['transfer-encoding', 'chunked'],
    ['connection', 'close'],
    ['te', 'trailers, deflate'],
    ['HTTP2-Settings', 'x'],
  ])('refuse %s: %j', (name, value) => {
    const [hook, headers] = ofHook();
    expect(() => hook.set(name as string, value as string)).toThrow();
    expect([...headers]).toEqual([]);
  });

  it('never take what the web’s Headers refuse', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (name, value) => {
        const [hook] = ofHook();
        let isTaken = true;
        try {
          hook.set(name, value);
        } catch (error) {
          isTaken = false;
          expect((error as { code: string }).code).toBe('TL_ERR_INVALID_ARGUMENT');
        }
        if (isTaken) expect(() => new Headers([[name, value]])).not.toThrow();
      }),
    );
  });

  it('refuse everything once they are sent', () => {
    const [hook] = ofHook();
    hook.close();
    expect(() => hook.set('x-tenant', 'late')).toThrow(expect.objectContaining({ code: 'TL_ERR_INVALID_ARGUMENT' }));
  });
});
