import { EventEmitter } from 'node:events';

import { expectTypeOf, it } from 'vitest';

import cls, * as named from '../../../src/cls-hooked/index.js';
import type * as theirs from 'cls-hooked';
import type * as older from 'continuation-local-storage';

interface Values {
  readonly user: string;
  readonly tenant?: number;
}

it('has the names of @types/cls-hooked, to import in each way', () => {
  expectTypeOf<Exclude<keyof typeof theirs, 'default'>>().toExtend<keyof typeof named>();
  expectTypeOf<Exclude<keyof typeof theirs, 'default'>>().toExtend<keyof typeof cls>();
  expectTypeOf<Exclude<keyof typeof older, 'default'>>().toExtend<keyof typeof named>();
  expectTypeOf<keyof theirs.Namespace>().toExtend<keyof named.Namespace>();
  expectTypeOf<keyof older.Namespace>().toExtend<keyof named.Namespace>();
});

it('a namespace goes where one of theirs is expected', () => {
  expectTypeOf<named.Namespace>().toExtend<theirs.Namespace>();
  expectTypeOf<named.Namespace<Values>>().toExtend<theirs.Namespace<Values>>();
  expectTypeOf<named.Namespace>().toExtend<older.Namespace>();
  expectTypeOf(cls.getNamespace('name')).toEqualTypeOf<named.Namespace | undefined>();
});

it('values have the types of the namespace', () => {
  const ns = cls.createNamespace<Values>('typed');
  expectTypeOf(ns.get('user')).toEqualTypeOf<string>();
  expectTypeOf(ns.set<'tenant'>)
    .parameter(1)
    .toEqualTypeOf<number | undefined>();
  // @ts-expect-error -- There is no such value.
  expectTypeOf(ns.get('other')).toBeAny();
  expectTypeOf(named.createNamespace('any').get('anything')).toBeAny();
});

it('functions keep their types', () => {
  const ns = cls.createNamespace('functions');
  expectTypeOf(ns.runAndReturn(() => 1)).toEqualTypeOf<number>();
  expectTypeOf(ns.runPromise(async () => 'text')).toEqualTypeOf<Promise<string>>();
  expectTypeOf(ns.bind((a: number) => String(a))).toEqualTypeOf<(a: number) => string>();
  const join = (a: string, b: number): string => a + b;
  expectTypeOf(ns.run).toBeCallableWith(join);
  expectTypeOf(ns.runAndReturn(join)).toEqualTypeOf<string>();
  expectTypeOf(ns.runPromise(async (a: string, b: number) => a + b)).toEqualTypeOf<Promise<string>>();
  expectTypeOf(ns.bindEmitter).toBeCallableWith(new EventEmitter());
});
