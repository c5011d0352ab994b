import type { Value } from './program.js';

/** The part of Throughline that programs use. The mutants implement it too. */
export interface Api {
  readonly ContextVar: new (name: string, options?: { readonly default: Value }) => VariableLike;
  readonly Context: new () => ContextLike;
  copyContext(): ContextLike;
  createTask<T>(fn: () => T): Promise<Awaited<T>>;
  gather(...fns: (() => unknown)[]): Promise<unknown[]>;
}

export interface VariableLike {
  get(): unknown;
  get(fallback: Value): unknown;
  set(value: Value): TokenLike;
  reset(token: TokenLike): void;
  run<R>(value: Value, fn: () => R): R;
}

export interface TokenLike extends Disposable {
  readonly oldValue: unknown;
}

export interface ContextLike extends Iterable<[VariableLike, unknown]> {
  readonly size: number;
  has(variable: VariableLike): boolean;
  get(variable: VariableLike): unknown;
  run<R>(fn: () => R): R;
}
