import { describe, expectTypeOf, it } from 'vitest';

import { ContextVar, CTX_REQUEST_ID } from '../../../src/index.js';
import { type ContextValues, inContext, TestContext } from '../../../src/testing/index.js';

interface User {
  readonly id: number;
  readonly name?: string;
}

const TEXT = new ContextVar<string>('text');
const COUNT = new ContextVar<number>('count', { default: 0 });
const USER = new ContextVar<User | undefined>('user');
const body = (): void => {};

// Checked by the compiler; nothing below is called.
describe('types of values', () => {
  it('takes pairs of a variable and a value of its type', () => {
    void (() => inContext([], body));
    void (() =>
      inContext(
        [
          [TEXT, 'a'],
          [COUNT, 1],
          [USER, { id: 1 }],
          [USER, undefined],
          [CTX_REQUEST_ID, 'request-1'],
        ],
        body,
      ));
    void (() => [new TestContext(), new TestContext([])]);
    void ((pairs: [ContextVar<string>, string][]) => [inContext(pairs, body), new TestContext(pairs)]);
    void ((values: ContextValues<[string, number]>) => [inContext(values, body), new TestContext(values)]);
  });

  it('refuses a value of another type, and pairs without one', () => {
    // @ts-expect-error a number is no string
    void (() => inContext([[TEXT, 5]], body));
    // @ts-expect-error nor is it where another pair is right
    void ((pair: [typeof TEXT, number]) => new TestContext([[COUNT, 5], pair]));
    // @ts-expect-error a user has an id
    void (() => inContext([[USER, { name: 'Ada' }]], body));
    // @ts-expect-error undefined is no string
    void (() => inContext([[TEXT, undefined]], body));
    // @ts-expect-error there is no value
    void (() => inContext([[TEXT]], body));
    // @ts-expect-error a number is no string
    void (() => new TestContext([[TEXT, 5]]));
    // @ts-expect-error there is no value
    void (() => new TestContext([[TEXT]]));
  });

  it('keeps the parameters of the body', () => {
    expectTypeOf(() => inContext([[TEXT, 'a']], (n: number) => `${n}`)).returns.toEqualTypeOf<
      (this: unknown, n: number) => string
    >();
    expectTypeOf(() => new TestContext([[TEXT, 'a']])).returns.toExtend<TestContext>();
  });
});
