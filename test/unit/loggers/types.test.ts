import { describe, expectTypeOf, it } from 'vitest';

import { ContextVar, type ContextVarWithDefault, logged } from '../../../src/index.js';

interface User {
  readonly id: number;
}

// Checked by the compiler; nothing below is called.
describe('types of logged', () => {
  const variable = <T>(): ContextVar<T> => new ContextVar<T>('typed');

  it('takes what a field can hold without a format, and gives the variable back', () => {
    expectTypeOf(() => logged(variable<string>())).returns.toEqualTypeOf<ContextVar<string>>();
    expectTypeOf(() => logged(variable<string | number>())).returns.toEqualTypeOf<ContextVar<string | number>>();
    expectTypeOf(() => logged(variable<string | undefined>(), { field: 'x' })).returns.toEqualTypeOf<
      ContextVar<string | undefined>
    >();
    expectTypeOf(() => logged(new ContextVar('n', { default: 1 }))).returns.toEqualTypeOf<
      ContextVarWithDefault<number>
    >();
    void (() => logged(variable<'a' | 'b'>(), { format: (value) => value.toUpperCase() }));
  });

  it('needs a format for what none can hold, where it is marked first', () => {
    expectTypeOf(() => logged(variable<User>(), { format: (user) => user.id })).returns.toEqualTypeOf<
      ContextVar<User>
    >();
    // @ts-expect-error a user is no value of a field
    void (() => logged(variable<User>()));
    // @ts-expect-error nor is one where there may be none
    void (() => logged(variable<User | undefined>(), {}));
    // @ts-expect-error the format gives no value of a field
    void (() => logged(variable<User>(), { format: (user) => user }));
    // @ts-expect-error the format takes another type
    void (() => logged(variable<User>(), { format: (text: string) => text }));
  });

  it('takes the field alone for a variable that has its format', () => {
    expectTypeOf(() => logged(variable<User>(), { field: false })).returns.toEqualTypeOf<ContextVar<User>>();
    expectTypeOf(() => logged(variable<User>(), { field: 'uid' })).returns.toEqualTypeOf<ContextVar<User>>();
    // @ts-expect-error there is no such option
    void (() => logged(variable<User>(), { field: 'uid', fields: 'uid' }));
  });
});
