/** The part of Node's EventEmitter that `bindEmitter` needs. */
interface Emitter {
  on(event: string, listener: (...args: any[]) => void): unknown;
  addListener(event: string, listener: (...args: any[]) => void): unknown;
  removeListener(event: string, listener: (...args: any[]) => void): unknown;
  emit(event: string, ...args: any[]): unknown;
}

/**
 * Values for a flow of execution, in contexts: a context is an object that inherits from the context around it. `N` has the types of the
 * values. The shape is that of `@types/cls-hooked`, so that code which was checked with that goes on to compile.
 */
export interface Namespace<N = Record<string, any>> {
  readonly name: string;
  /** A number of its own. */
  readonly id: number;
  /** The context of the current flow; `null` outside of all contexts. Setting it does what `enter` does, in its place. */
  active: any;

  /** The contexts around the active one, outermost first, behind a `null`. cls-hooked has it for itself, and its users' tests read it. */
  readonly _set: readonly any[];

  /**
   * Puts a value into the active context, and returns it. Throws an `Error`, "No context available. ns.run() or ns.bind() must be
   * called first.", outside of all contexts.
   */
  set<K extends keyof N = keyof N>(key: K, value: N[K]): N[K];

  /** The value in the active context or in the nearest around it that has one, else `undefined`. */
  get<K extends keyof N = keyof N>(key: K): N[K];

  /** Calls `fn(context)` in a new context, and returns the context. */
  run(fn: (...args: any[]) => void): any;

  /** Calls `fn(context)` in a new context, and returns what `fn` returns. */
  runAndReturn<T>(fn: (...args: any[]) => T): T;

  /**
   * Calls `fn(context)` in a new context, and returns its promise. What follows in the flow, behind the `await` too, sees that context;
   * the next `run` does not inherit from it.
   * Throws an `Error`, "fn must return a promise.", when it returned none.
   */
  runPromise<T>(fn: (...args: any[]) => Promise<T>): Promise<T>;

  /** A function that calls `fn` in `context`: if none is given, in the one that is active now, or in a new one. */
  bind<F extends Function>(fn: F, context?: any): F;

  /** From now on each listener of `emitter` runs in the context in which it was added. */
  bindEmitter(emitter: Emitter): void;

  /** Makes a context that inherits from the active one, for `bind` and `enter`. */
  createContext(): any;

  /** Makes `context` active until it is exited, or the current callback of the event loop ends, and in all that is started until then. */
  enter(context: any): void;

  /** Ends `enter`, of a context around the active one too. Throws an `AssertionError` when `context` is not entered. */
  exit(context: any): void;

  /** The context in which `exception` was thrown, if it came out of `run`, `runPromise` or a bound function. */
  fromException(exception: any): any;
}
