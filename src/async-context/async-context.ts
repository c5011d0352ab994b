import { Snapshot } from './snapshot.js';
import { Variable } from './variable.js';

/**
 * The namespace that the standard is to have, on the storage of this package: what `ContextVar`s hold is part of it.
 * Source: https://tc39.es/proposal-async-context/, the draft of 4 September 2024.
 */
export const AsyncContext = {} as {
  readonly Snapshot: AsyncContext.SnapshotConstructor;
  readonly Variable: AsyncContext.VariableConstructor;
};

tag(AsyncContext, 'AsyncContext');
define('Snapshot', Snapshot);
define('Variable', Variable);

/** Makes a class that extends `null` one as the specification has it, whatever a minifier calls it. */
function define(name: string, Class: { readonly prototype: object }): void {
  Object.setPrototypeOf(Class.prototype, Object.prototype);
  tag(Class.prototype, `AsyncContext.${name}`);
  Object.defineProperty(Class, 'name', { value: name });
  Object.defineProperty(AsyncContext, name, { value: Class, writable: true, configurable: true });
}

function tag(object: object, value: string): void {
  Object.defineProperty(object, Symbol.toStringTag, { value, configurable: true });
}

export declare namespace AsyncContext {
  /** A value that holds for a call and for all that the call starts. */
  interface Variable<T> {
    readonly [Symbol.toStringTag]: string;

    /** The name from the options, else ''. */
    readonly name: string;

    /** The value of the innermost `run` around this code, else the default. */
    get(): T | undefined;

    /** Calls `func(...args)` with this value, and returns what it returns: the same promise, if it is one. */
    run<A extends unknown[], R>(value: T, func: (...args: A) => R, ...args: A): R;
  }

  /** A variable that was given a default. */
  interface VariableWithDefault<T> extends Variable<T> {
    get(): T;
  }

  interface VariableConstructor {
    readonly prototype: Variable<unknown>;
    new <T>(options: { readonly name?: string; readonly defaultValue: T }): VariableWithDefault<T>;
    new <T = unknown>(options?: { readonly name?: string; readonly defaultValue?: T }): Variable<T>;
  }

  /** The values of all variables, as they were when it was made. */
  interface Snapshot {
    readonly [Symbol.toStringTag]: string;

    /** Calls `func(...args)` with the values of this snapshot and no other, and returns what it returns. */
    run<A extends unknown[], R>(func: (...args: A) => R, ...args: A): R;
  }

  interface SnapshotConstructor {
    readonly prototype: Snapshot;
    new (): Snapshot;

    /** A function that calls `fn` with the values that all variables have now, and with its own `this` and arguments. */
    wrap<This, A extends unknown[], R>(fn: (this: This, ...args: A) => R): (this: This, ...args: A) => R;
  }
}
