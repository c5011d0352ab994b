import { Context } from './context.js';

/**
 * A flow of execution within a task that has one value of its own, such as the span that is active in it. It shares all variables with
 * the context of the task: what it sets, the task sees.
 */
export interface Branch extends Context {
  own: unknown;
}

/** Makes a branch of the task that `context` belongs to, with `own` as the value of its own. */
export function branchOf(context: Context, own: unknown): Branch {
  return new Branching(context.trunk, own) as unknown as Branch;
}

/** Whether `context` is a branch, and so has a value of its own. */
export function isBranch(context: Context): context is Branch {
  return context.trunk !== context;
}

/**
 * Its accessors read and write the fields of the trunk. It extends `Context` only by its prototype, so it has no fields of its own, and a
 * context that is no branch stays as fast as it is.
 */
class BranchContext {
  readonly trunk: Context;
  own: unknown;

  constructor(trunk: Context, own: unknown) {
    this.trunk = trunk;
    this.own = own;
  }

  get root(): Context['root'] {
    return this.trunk.root;
  }

  set root(root) {
    this.trunk.root = root;
  }

  get owned(): Context['owned'] {
    return this.trunk.owned;
  }

  set owned(owned) {
    this.trunk.owned = owned;
  }

  get entered(): number {
    return this.trunk.entered;
  }

  set entered(entered) {
    this.trunk.entered = entered;
  }

  copy(): Context {
    return branchOf(this.trunk.copy(), this.own);
  }
}

/** The class, with the prototype of `Context` behind its own. Marked as pure, so that a bundle without branches leaves it out. */
const Branching = /* @__PURE__ */ asContexts(BranchContext);

function asContexts(branch: typeof BranchContext): typeof BranchContext {
  Object.setPrototypeOf(branch.prototype, Context.prototype);
  return branch;
}
