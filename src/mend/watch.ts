import type { Context } from '../core/context.js';

/** What looks at the call of something that was passed, and calls it as the library does: in whatever context that is. */
export class Watched {
  readonly call: <R>(fn: () => R) => R;

  constructor(call: Watched['call']) {
    this.call = call;
  }
}

/** Asked when a function is passed, or a job, with the context in which it is. */
export type Watch = (passedIn: Context | undefined, passed: 'function' | 'job') => Watched['call'];

let watch: Watch | undefined;

/** How the library is watched whose code runs now; `undefined` where it is mended. */
export function currentWatch(): Watch | undefined {
  return watch;
}

/** Calls `fn` so that what it finds to mend is watched instead, or mended where `how` is `undefined`. */
export function watching<R>(how: Watch | undefined, fn: () => R): R {
  const outer = watch;
  watch = how;
  try {
    return fn();
  } finally {
    watch = outer;
  }
}

/** The same function; whenever it is called, it mends or watches, as it does now. */
export function keepWatch<F extends (this: never, ...args: never[]) => unknown>(fn: F): F {
  const how = watch;
  function kept(this: unknown, ...args: unknown[]): unknown {
    if (how === watch) return Reflect.apply(fn, this as never, args);
    return watching(how, () => Reflect.apply(fn, this as never, args));
  }
  return Object.defineProperty(kept, 'name', { value: fn.name, configurable: true }) as unknown as F;
}
