// The type that comes back is that of the function.
import { promisify } from 'node:util';
import { readFile } from 'node:fs';

import { bind } from 'throughline';

import { exactly } from '../exactly.js';

exactly<(a: number, b?: string) => string>()(bind((a: number, b?: string) => `${a}${b}`));
exactly<(a: number) => Promise<number>>()(bind(async (a: number) => a));
exactly<(...args: string[]) => number>()(bind((...args: string[]) => args.length));
exactly<<T>(x: T) => T>()(bind(<T>(x: T) => x));
exactly<number>()(bind(<T>(x: T) => x)<number>(1));
exactly<(this: Date, a: number) => number>()(
  bind(function (this: Date, a: number) {
    return this.getTime() + a;
  }),
);
exactly<(a: number) => string>()(bind(bind((a: number) => `${a}`)));

declare function overloaded(a: string): string;
declare function overloaded(a: number): number;
exactly<typeof overloaded>()(bind(overloaded));
exactly<number>()(bind(overloaded)(1));
exactly<typeof readFile>()(bind(readFile));
promisify(bind(readFile));

interface Callable {
  (a: number): number;
  readonly extra: string;
}
declare const callable: Callable;
exactly<Callable>()(bind(callable));
declare const withThis: (this: Map<string, number>, a: number) => Promise<void>;
exactly<typeof withThis>()(bind(withThis));
declare const whatever: any;
exactly<any>()(bind(whatever));
declare const unknowing: (...args: unknown[]) => unknown;
exactly<typeof unknowing>()(bind(unknowing));
declare const unusable: (...args: never[]) => unknown;
exactly<typeof unusable>()(bind(unusable));
declare function asserting(x: unknown): asserts x is string;
exactly<typeof asserting>()(bind(asserting));

export const wrapped = <F extends (...args: never[]) => unknown>(fn: F): F => bind(fn);
export const wrappedToo = <A extends unknown[], R>(fn: (...args: A) => R): ((...args: A) => R) => bind(fn);
export const wrappedWithThis = <T, A extends unknown[], R>(
  fn: (this: T, ...args: A) => R,
): ((this: T, ...args: A) => R) => bind(fn);
[overloaded].map(bind);
