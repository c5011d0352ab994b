import { copyContext, type Context } from '../core/context.js';
import { enter } from '../core/enter.js';
import { OrdinaryObject } from './ordinary-object.js';

/** The slot [[AsyncSnapshotMapping]]: a context that is never entered itself, so that its values stay what they were. */
class SnapshotSlots extends OrdinaryObject {
  readonly #context: Context;

  constructor(newTarget: typeof Snapshot, context: Context) {
    super(newTarget, Snapshot.prototype);
    this.#context = context;
  }

  static of(snapshot: unknown): Context {
    return (snapshot as SnapshotSlots).#context;
  }
}

/**
 * `AsyncContext.Snapshot`. It extends `null` so that its object is made where the specification makes it.
 * Source: the proposal, AsyncContext.Snapshot Objects.
 */
export class Snapshot extends null {
  constructor() {
    return new SnapshotSlots(new.target, copyContext()) as unknown as Snapshot;
  }

  static wrap(fn: (...args: unknown[]) => unknown): (...args: unknown[]) => unknown {
    if (typeof fn !== 'function') throw new TypeError('AsyncContext.Snapshot.wrap: fn is not a function');
    const captured = copyContext();
    const { wrapped } = {
      wrapped(this: unknown, ...args: unknown[]): unknown {
        return enter(captured.copy(), () => Reflect.apply(fn, this, args));
      },
    };
    copyNameAndLength(wrapped, fn, 'wrapped');
    return wrapped;
  }

  run(func: (...args: unknown[]) => unknown, ...args: unknown[]): unknown {
    return enter(SnapshotSlots.of(this).copy(), () => func(...args));
  }
}

/** Source: the proposal for ShadowRealm, CopyNameAndLength; the rules of `Function.prototype.bind`. */
function copyNameAndLength(wrapper: object, target: object, prefix: string): void {
  const length: unknown = Object.hasOwn(target, 'length') ? (target as { readonly length: unknown }).length : 0;
  const arity = typeof length === 'number' ? Math.max(Math.trunc(length) || 0, 0) : 0;
  Object.defineProperty(wrapper, 'length', { value: arity });
  const { name } = target as { readonly name: unknown };
  Object.defineProperty(wrapper, 'name', { value: `${prefix} ${typeof name === 'string' ? name : ''}` });
}
