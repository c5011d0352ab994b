import { describe, expect, it } from 'vitest';

import { plainFormat } from '../../../../src/loggers/console/plain-format.js';

const throwing = {
  get value(): never {
    throw new Error('getter');
  },
};
const inItself = new Map<string, unknown>();
inItself.set('self', inItself);
const revoked = Proxy.revocable({}, {});
revoked.revoke();

describe('plainFormat', () => {
  it.each([
    [['a', 1, true, null, undefined], 'a 1 true null undefined'],
    [['%s is %d, %i, %f%%', 'it', 1.5, '2.5', '3.5'], 'it is 1.5, 2, 3.5%'],
    [['%o %j%c', { a: [1n] }, [Symbol('s')], 'color: red'], '{"a":["1n"]} ["Symbol(s)"]'],
    [['%s', 'a', 'b'], 'a b'],
    [['100% %s'], '100% %s'],
    [[inItself, new Set([1])], '[["self","[Circular]"]] [1]'],
  ])('writes values as a console does, %#', (args, text) => {
    expect(plainFormat(args)).toBe(text);
  });

  it.each([
    ['a symbol', Symbol('s')],
    ['a getter that throws', throwing],
    ['a revoked proxy', revoked.proxy],
    ['what throws in toJSON', { toJSON: () => throwing.value }],
    ['an object without a prototype', Object.create(null) as object],
  ])('never throws for %s', (_, value) => {
    for (const placeholder of ['%s', '%d', '%i', '%f', '%j', '%o', '%O', '%c', 'none']) {
      expect(plainFormat([placeholder, value, 'b'])).toMatch(/ b$/);
    }
    expect(plainFormat([value, [value]])).toEqual(expect.any(String));
  });
});
