import { ok } from 'node:assert';

import { put } from '../core/access.js';
import { type Context, copyContext } from '../core/context.js';
import { ContextVar, type ContextVarWithDefault } from '../core/context-var.js';
import { storage } from '../core/storage.js';
import { isThroughlineError } from '../core/throughline-error.js';
import { stayIn } from './stay-in.js';

/** One context of a namespace that a flow is in. */
interface Entry {
  readonly context: object;
  /** What `enter` found. A `run` has none, for it puts back by itself what it found. */
  readonly outer?: Entry | undefined;
  /** Of `enter`: the context of this package from which it came, and the one that it made. */
  readonly from?: Context | undefined;
  readonly into?: Context;
  /** Whether it is the context of a `runPromise` that stays for what follows. */
  readonly lingers?: boolean;
}

/** A `run` that is on the stack. */
interface Call {
  readonly entry: Entry;
  /** What it puts back. */
  outer: Entry | undefined;
  /** Whether its own context was exited inside. Then it puts back what its function left behind, and exits its context once more. */
  isLeft: boolean;
}

/** Which contexts of one namespace the current flow is in. */
export class EnteredContexts {
  readonly #entry: ContextVarWithDefault<Entry | undefined>;
  /** Innermost last. A flow that outlives the stack finds none of them, so that no chain of them grows. */
  readonly #calls: Call[] = [];

  constructor(name: string) {
    this.#entry = new ContextVar<Entry | undefined>(name, { default: undefined });
  }

  /** The innermost context; `undefined` outside of all. */
  get active(): object | undefined {
    return this.#entry.get()?.context;
  }

  /** What a new context inherits from: a `run` that follows a `runPromise` is no part of it, such as the next job of a loop. */
  get parent(): object | undefined {
    return this.#parent?.context;
  }

  /** The contexts around the innermost one, outermost first. */
  get around(): object[] {
    const calls = this.#calls.filter(({ isLeft }) => !isLeft);
    const outers = [...calls.map(({ outer }) => outer), this.#entry.get()?.outer];
    return outers.flatMap((outer) => chainOf(outer).map(({ context }) => context));
  }

  /** Calls `fn` in `context`, and returns what it returns. */
  run<R>(context: object, fn: () => R): R {
    const outer = this.#entry.get();
    const call: Call = { entry: { context }, outer, isLeft: false };
    const depth = this.#calls.push(call) - 1;
    try {
      return this.#entry.run(call.entry, () => {
        try {
          return fn();
        } finally {
          if (call.isLeft) call.outer = this.#entry.get();
        }
      });
    } finally {
      this.#calls.length = depth; // no call here: the stack may be full
      if (call.outer !== outer) this.#stay(call.outer);
      if (call.isLeft) this.exit(context);
    }
  }

  /** Puts the rest of the current callback of the event loop, and all that it starts, into `context`. */
  enter(context: object): void {
    const into = copyContext();
    put(into, this.#entry, { context, outer: this.#entry.get(), from: storage.getStore(), into });
    stayIn(into);
  }

  /** The same as `enter`, but a later `run` does not inherit from it. Does nothing where the runtime cannot do it. */
  linger(context: object): void {
    try {
      this.#stay({ context, outer: this.#parent, lingers: true });
    } catch (error) {
      if (!isThroughlineError(error, 'TL_ERR_RUNTIME')) throw error;
    }
  }

  /** As `enter`, in place of the innermost context. */
  replaceActive(context: object | null): void {
    const outer = this.#entry.get()?.outer;
    this.#stay(context === null ? outer : { context, outer });
  }

  /** Takes the flow out of `context`, the innermost or one around it. Throws an `AssertionError` when it is in neither. */
  exit(context: object): void {
    const entry = this.#entry.get();
    if (entry?.context === context && entry.into !== undefined && entry.into === storage.getStore()) {
      stayIn(entry.from);
    } else if (isIn(entry, context)) {
      this.#stay(this.#without(entry, context));
    } else {
      const call = this.#calls.findLast(({ outer, isLeft }) => !isLeft && isIn(outer, context));
      ok(call, "context not currently entered; can't exit.");
      call.outer = this.#without(call.outer, context);
    }
  }

  get #parent(): Entry | undefined {
    const entry = this.#entry.get();
    return entry?.lingers ? entry.outer : entry;
  }

  /** The chain without the innermost entry of `context`, which it has. */
  #without(entry: Entry | undefined, context: object): Entry | undefined {
    if (entry !== undefined && entry.context !== context) {
      return { context: entry.context, outer: this.#without(entry.outer, context) };
    }
    const call = this.#calls.findLast((each) => each.entry === entry);
    if (call === undefined) return entry?.outer;
    call.isLeft = true;
    return call.outer;
  }

  #stay(entry: Entry | undefined): void {
    const into = copyContext();
    put(into, this.#entry, entry);
    stayIn(into);
  }
}

/** The entries of a flow, outermost first. */
function chainOf(entry: Entry | undefined): Entry[] {
  const entries: Entry[] = [];
  for (let each = entry; each !== undefined; each = each.outer) entries.unshift(each);
  return entries;
}

function isIn(entry: Entry | undefined, context: object): boolean {
  return chainOf(entry).some((each) => each.context === context);
}
