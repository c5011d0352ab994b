import { EventEmitter } from 'node:events';

import { describe, expectTypeOf, it } from 'vitest';

import {
  bind,
  bindEmitter,
  Context,
  ContextVar,
  copyContext,
  createTask,
  gather,
  taskGroup,
  type TaskGroup,
  type Token,
} from '../../../src/index.js';

// Checked by the compiler; nothing below is called.
describe('types', () => {
  const bare = (): ContextVar<string> => new ContextVar<string>('bare');
  const withDefault = () => new ContextVar<string>('with default', { default: '' });

  it('with a default, get() and tryGet() give T', () => {
    expectTypeOf(() => withDefault().get()).returns.toEqualTypeOf<string>();
    expectTypeOf(() => withDefault().tryGet()).returns.toEqualTypeOf<string>();
  });

  it('without a default, get() gives T and tryGet() T or undefined', () => {
    expectTypeOf(() => bare().get()).returns.toEqualTypeOf<string>();
    expectTypeOf(() => bare().tryGet()).returns.toEqualTypeOf<string | undefined>();
  });

  it('get(fallback) gives T or the type of the fallback', () => {
    expectTypeOf(() => bare().get<null>(null)).returns.toEqualTypeOf<string | null>();
    expectTypeOf(() => withDefault().get<number>(1)).returns.toEqualTypeOf<string | number>();
  });

  it('the type of the variable follows from its default', () => {
    expectTypeOf(() => new ContextVar('inferred', { default: 1 }).get()).returns.toEqualTypeOf<number>();
  });

  it('a variable with a default is a variable', () => {
    expectTypeOf(withDefault).returns.toExtend<ContextVar<string>>();
  });

  it('the name is read-only', () => {
    // @ts-expect-error it cannot be assigned
    void ((): string => (bare().name = 'other'));
  });

  it('set takes T alone and gives its token', () => {
    expectTypeOf<ContextVar<string>['set']>().parameters.toEqualTypeOf<[value: string]>();
    expectTypeOf<ContextVar<string>['set']>().returns.toEqualTypeOf<Token<string>>();
    // @ts-expect-error a number is no string
    void (() => bare().set(1));
    // @ts-expect-error undefined is no string
    void (() => bare().set(undefined));
    // @ts-expect-error the default must be of the type
    void (() => new ContextVar<string>('wrong', { default: 1 }));
  });

  it('reset takes tokens of T alone', () => {
    // @ts-expect-error a token of a number
    void ((token: Token<number>) => bare().reset(token));
  });

  it('a token knows its variable and its old value', () => {
    expectTypeOf<Token<string>['var']>().toEqualTypeOf<ContextVar<string>>();
    expectTypeOf<Token<string>['oldValue']>().toEqualTypeOf<string | typeof Token.MISSING>();
    expectTypeOf<Token<string>>().toExtend<Disposable>();
  });

  it('run of a variable takes the arguments of the function and gives its result', () => {
    const run = () => bare().run('value', (a: number, b: string) => [a, b] as const, 1, 'two');
    expectTypeOf(run).returns.toEqualTypeOf<readonly [number, string]>();
    // @ts-expect-error an argument is missing
    void (() => bare().run('value', (a: number) => a));
  });

  it('run of a context takes the arguments of the function and gives its result', () => {
    expectTypeOf(() => new Context().run(async (a: number) => a, 1)).returns.toEqualTypeOf<Promise<number>>();
    // @ts-expect-error the argument has another type
    void (() => new Context().run((a: number) => a, 'one'));
  });

  it('get of a context gives T or undefined, or T or the fallback', () => {
    expectTypeOf(() => copyContext().get(bare())).returns.toEqualTypeOf<string | undefined>();
    expectTypeOf(() => copyContext().get(withDefault())).returns.toEqualTypeOf<string | undefined>();
    expectTypeOf(() => copyContext().get<string, null>(bare(), null)).returns.toEqualTypeOf<string | null>();
  });

  it('a context iterates over variables and values', () => {
    expectTypeOf<Context>().toExtend<Iterable<[ContextVar<unknown>, unknown]>>();
  });

  it('createTask unwraps promises', () => {
    expectTypeOf(() => createTask(() => 1)).returns.toEqualTypeOf<Promise<number>>();
    expectTypeOf(() => createTask(async () => 1)).returns.toEqualTypeOf<Promise<number>>();
    expectTypeOf((thenable: PromiseLike<string>) => createTask(() => thenable)).returns.toEqualTypeOf<
      Promise<string>
    >();
  });

  it('gather keeps its tuple', () => {
    const gathered = () =>
      gather(
        () => 1,
        async () => 'two',
        () => Promise.resolve(true),
      );
    expectTypeOf(gathered).returns.toEqualTypeOf<Promise<[number, string, boolean]>>();
  });

  it('gather of an array gives an array', () => {
    expectTypeOf((fns: (() => Promise<number>)[]) => gather(...fns)).returns.toEqualTypeOf<Promise<number[]>>();
  });

  it('taskGroup gives the result of its body', () => {
    expectTypeOf(() => taskGroup(async (group) => group)).returns.toEqualTypeOf<Promise<TaskGroup>>();
    expectTypeOf((group: TaskGroup) => group.createTask(async () => 1)).returns.toEqualTypeOf<Promise<number>>();
  });

  it('bind keeps the type of the function', () => {
    type Overloaded = { (a: string): string; (a: number): number };
    type WithThis = (this: Date, a: number, b?: string) => Promise<void>;
    type Generic = <T>(value: T) => T[];
    expectTypeOf((fn: Overloaded) => bind(fn)).returns.toEqualTypeOf<Overloaded>();
    expectTypeOf((fn: WithThis) => bind(fn)).returns.toEqualTypeOf<WithThis>();
    expectTypeOf((fn: Generic) => bind(fn)).returns.toEqualTypeOf<Generic>();
  });

  it('bindEmitter keeps the type of the emitter', () => {
    class Own extends EventEmitter {
      own = 1;
    }
    expectTypeOf((own: Own) => bindEmitter(own)).returns.toEqualTypeOf<Own>();
    expectTypeOf((stream: NodeJS.ReadWriteStream) =>
      bindEmitter(stream),
    ).returns.toEqualTypeOf<NodeJS.ReadWriteStream>();
  });
});
