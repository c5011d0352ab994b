import { describe, expectTypeOf, it } from 'vitest';

import { AsyncContext } from '../../../src/async-context/index.js';

// Checked by the compiler; nothing below is called.
describe('types', () => {
  const bare = () => new AsyncContext.Variable<string>({ name: 'bare' });
  const withDefault = () => new AsyncContext.Variable<string>({ name: 'with default', defaultValue: '' });

  it('without a default, get() gives T or undefined', () => {
    expectTypeOf(bare).returns.toEqualTypeOf<AsyncContext.Variable<string>>();
    expectTypeOf(() => new AsyncContext.Variable<string>()).returns.toEqualTypeOf<AsyncContext.Variable<string>>();
    expectTypeOf(() => bare().get()).returns.toEqualTypeOf<string | undefined>();
  });

  it('with a default, get() gives T, which follows from it', () => {
    expectTypeOf(() => withDefault().get()).returns.toEqualTypeOf<string>();
    expectTypeOf(() => new AsyncContext.Variable({ defaultValue: 1 }).get()).returns.toEqualTypeOf<number>();
    expectTypeOf(withDefault).returns.toExtend<AsyncContext.Variable<string>>();
    // @ts-expect-error the default must be of the type
    void (() => new AsyncContext.Variable<string>({ defaultValue: 1 }));
  });

  it('run takes a T, and the arguments of the function, and gives what it returns', () => {
    expectTypeOf(() => bare().run('', (a: number, b: string) => [a, b] as const, 1, 'b')).returns.toEqualTypeOf<
      readonly [number, string]
    >();
    // @ts-expect-error a number is no string
    void (() => bare().run(1, () => {}));
    // @ts-expect-error the argument is missing
    void (() => bare().run('', (a: number) => a));
  });

  it('the name is read-only', () => {
    // @ts-expect-error it cannot be assigned
    void ((): string => (bare().name = 'other'));
  });

  it('Snapshot.run passes arguments and result on', () => {
    const snapshot = (): AsyncContext.Snapshot => new AsyncContext.Snapshot();
    expectTypeOf(() => snapshot().run((a: number) => `${a}`, 1)).returns.toEqualTypeOf<string>();
    // @ts-expect-error the argument is missing
    void (() => snapshot().run((a: number) => a));
  });

  it('wrap keeps this, parameters and result', () => {
    const fn = function (this: Date, a: number, b?: string): string {
      return `${this.getTime()}${a}${b}`;
    };
    expectTypeOf(() => AsyncContext.Snapshot.wrap(fn)).returns.toEqualTypeOf<typeof fn>();
  });

  it('Snapshot may be extended, and Variable by naming the constructor', () => {
    void class extends AsyncContext.Snapshot {};
    const Base: new () => AsyncContext.Variable<string> = AsyncContext.Variable;
    void class extends Base {};
  });
});
