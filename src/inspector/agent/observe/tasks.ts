import type { Context } from '../../../core/context.js';
import { patch } from '../../../core/patch.js';
import { currentContext } from '../../../doctor/observe/current-request.js';
import type { Stack } from '../../../doctor/source/stack.js';
import { now } from '../now.js';
import { attachment } from '../attachment.js';
import type { Outbox } from '../send/outbox.js';
import { stackNow, userPlace } from '../shown/user-place.js';
import type { Watched } from '../watched-requests.js';

/** How many calls may stand between a copy and the user's code. */
const DEPTH = 8;

/** Copies beyond that count as the one that they are made of: each keeps those before it. */
const MAX_TASKS = 1000;

/** A context of a request: the first one, or a copy. */
export interface Task {
  readonly request: Watched;
  readonly id: number;
  readonly parent: Task | undefined;
  readonly at: number;
  readonly stack: Stack | undefined;
  /** Whether the collector knows it: one in which nothing happens is never told of. */
  isTold: boolean;
}

/** The tasks of requests: every copy of one of their contexts is a task. */
export class Tasks {
  readonly #outbox: Outbox;
  readonly #known = attachment<Context, Task>();
  readonly #classes = new WeakSet<object>();
  /** The one of the latest request: as a rule, there is no other. */
  #latestClass: object | null = null;
  /** Called with the next copy that is made. */
  #next: ((task: Task) => void) | undefined;

  constructor(outbox: Outbox) {
    this.#outbox = outbox;
  }

  /** The first task of a request. */
  begin(request: Watched, context: Context): void {
    const first = context.trunk;
    this.#watchClassOf(first);
    this.#known.set(first, {
      request,
      id: request.tasks++,
      parent: undefined,
      at: request.at,
      stack: undefined,
      isTold: false,
    });
  }

  /** The current one, which is told of if it was not: something happens in it. */
  current(): Task | undefined {
    const context = currentContext();
    const task = context && this.#known.get(context.trunk);
    if (task !== undefined) this.tell(task);
    return task;
  }

  /** Calls `act`, and `take` with the first task that it makes. */
  withNext<R>(act: () => R, take: (task: Task) => void): R {
    this.#next = take;
    try {
      return act();
    } finally {
      this.#next = undefined;
    }
  }

  tell(task: Task): void {
    if (task.isTold) return;
    task.isTold = true;
    const { request, id, parent, at, stack } = task;
    if (parent !== undefined) this.tell(parent);
    this.#outbox.add(() => ({
      type: 'task',
      request: request.number,
      task: { id, parent: parent?.id, startedAt: at, place: stack && userPlace(stack) },
    }));
  }

  /** Each copy of the package has a class of its own. */
  #watchClassOf(context: Context): void {
    const prototype = Reflect.getPrototypeOf(context);
    if (prototype === this.#latestClass) return;
    this.#latestClass = prototype;
    if (prototype === null || this.#classes.has(prototype)) return;
    this.#classes.add(prototype);
    const remember = (origin: Context, copy: Context, below: Function): void => this.#remember(origin, copy, below);
    patch(prototype as Context, 'copy', (original) => {
      return function copyAndRemember(this: Context) {
        const copy = Reflect.apply(original, this, []);
        remember(this, copy, copyAndRemember);
        return copy;
      };
    });
  }

  #remember(origin: Context, copy: Context, below: Function): void {
    const parent = this.#known.get(origin);
    if (parent === undefined) return;
    const { request } = parent;
    if (request.tasks >= MAX_TASKS) return this.#known.set(copy, parent);
    const task = { request, id: request.tasks++, parent, at: now(), stack: stackNow(below, DEPTH), isTold: false };
    this.#known.set(copy, task);
    const next = this.#next;
    this.#next = undefined;
    next?.(task);
  }
}
