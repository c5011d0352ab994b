// Where a bound function is the value of something.
import { bind } from 'throughline';

import { exactly } from '../exactly.js';

const text = new Promise<string>(bind((resolve, reject) => [resolve('x'), reject(new Error('x'))]));
new Promise<void>(bind((resolve) => setTimeout(bind(resolve), 1)));
new Promise<number>(bind(async (resolve) => resolve(1)));
export const length: Promise<number> = text.then(
  bind((value) => value.length),
  bind((_error) => 0),
);
export const lengthLater: Promise<number> = text.then(bind(async (value) => value.length));
text.finally(bind(() => {}));

export const more: number[] = [1].map(bind((n) => n + 1));
export const sum: number = [1].reduce(
  bind((total, n) => total + n),
  0,
);
export const numbers: number[] = ['1'].map(bind(Number));
export const same: number[] = [1].map(bind(<T>(x: T) => x));
exactly<string[]>()([1].map(bind((n) => `${n}`)));
exactly<string[]>()([1, 'a'].filter(bind((n): n is string => typeof n === 'string')));
exactly<(readonly [string, number])[]>()(Object.entries({ a: 1 }).map(bind(([key, n]) => [key, n] as const)));
[3].sort(bind((a, b) => a - b));
[3].forEach(bind((n, index, all) => [exactly<number>()(n), exactly<number>()(index), exactly<number[]>()(all)]));
[{ a: 1, b: 'x' }].map(bind(({ a, b }) => b.at(a)));
[1].map(bind((n = 1) => n));
Array.from(
  [1],
  bind((n) => n + 1),
);
new Map([[1, 'x']]).forEach(bind((value, key) => [exactly<string>()(value), exactly<number>()(key)]));
'x'.replace(
  /x/,
  bind((found) => found.toUpperCase()),
);
void Promise.all([1].map(bind(async (n) => n + 1)));

export const typed: (a: number, b?: string) => void = bind((a, b) => [
  exactly<number>()(a),
  exactly<string | undefined>()(b),
]);
export const literal: () => 'a' | 'b' = bind(() => 'a');
export const object: (x: number) => { kind: 'a'; x: number } = bind((x) => ({ kind: 'a', x }));
export const rest: (a: number, ...others: string[]) => void = bind((a, ...others) => [
  exactly<number>()(a),
  exactly<string[]>()(others),
]);
export const generic: <T>(x: T) => T = bind((x) => x);
export const predicate: (x: unknown) => x is string = bind((x): x is string => typeof x === 'string');
export const generator: (n: number) => Generator<number> = bind(function* (n) {
  yield n;
});
export const optional: ((a: number) => void) | undefined = bind((a) => exactly<number>()(a));
export const union: ((a: number) => void) | string | null = bind((a) => exactly<number>()(a));
export const handlers: Record<string, (n: number) => void> = { a: bind((n) => exactly<number>()(n)) };
export const list: ((n: number) => void)[] = [bind((n) => exactly<number>()(n))];
export const given = (): ((a: number) => string) => bind((a) => `${a}`);
export const promised = async (): Promise<(a: number) => string> => bind((a) => `${a}`);
export const anything: any = bind((x) => x);
export const some: unknown = bind((x) => x);
export const any: Function = bind((x) => x);

interface Options {
  onData?: (chunk: Buffer) => void;
  onEnd(this: Map<string, number>): void;
}
export const options: Options = {
  onData: bind((chunk) => chunk.byteLength),
  onEnd: bind(function () {
    exactly<Map<string, number>>()(this);
  }),
};
export class Component {
  readonly double = bind((n: number) => 2 * n);
  readonly half: (n: number) => number = bind((n) => n / 2);
  constructor() {
    this.method = bind(this.method);
  }
  method(n: number): number {
    return n;
  }
}
exactly<(n: number) => number>()(new Component().double);

declare function debounced<F extends (...args: any[]) => unknown>(fn: F, ms: number): F;
declare function remembered<A extends unknown[], R>(fn: (...args: A) => R): (...args: A) => R;
declare function piped<A, B, C>(first: (a: A) => B, second: (b: B) => C): (a: A) => C;
export const longer: (a: string) => boolean = piped(
  bind((a: string) => a.length),
  bind((n: number) => n > 1),
);
exactly<(a: number) => string>()(bind(remembered((a: number) => `${a}`)));
export const outside: (a: number) => string = debounced(
  bind((a) => `${a}`),
  1,
);
export const inside: (a: number) => string = bind(debounced((a) => `${a}`, 1));
