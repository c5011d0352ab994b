import type { Api, ContextLike, VariableLike } from './api.js';
import { codeOf, Thrown } from './error-code.js';
import { defaultOf, POOL_SIZE } from './program.js';
import type { AsyncAction, Block, GeneratorBody, Observation, Program, Start, Statement, Trace } from './program.js';
import { type Flow, Scheduler } from './scheduler.js';
import { isLeaf, State } from './state.js';
import { type AsyncStepped, type At, step, stepAsync, type SyncStepped } from './stepped.js';

type Of<K extends Statement['kind']> = Extract<Statement, { kind: K }>;

/** Gives a function that runs programs with this API, and returns what was seen. `interpreter.py` is its counterpart. */
export function createInterpreter(api: Api): (program: Program) => Promise<Trace> {
  const pool = Array.from({ length: POOL_SIZE }, (_, index) => {
    const initial = defaultOf(index);
    return new api.ContextVar(`v${index}`, ...(initial === undefined ? [] : [{ default: initial }]));
  });
  return (program) => new Run(api, program, pool).run();
}

/** One run of one program. */
class Run {
  readonly #api: Api;
  readonly #program: Program;
  readonly #state: State;
  readonly #scheduler = new Scheduler();
  readonly #trace: Observation[] = [];
  readonly #tasks = new Map<number, { flow: Flow; promise: Promise<unknown> }>();
  readonly #generators = new Map<number, SyncStepped>();
  readonly #asyncGenerators = new Map<number, AsyncStepped>();
  readonly #closing: ((at: At) => Promise<unknown>)[] = [];
  #flows = 0;

  constructor(api: Api, program: Program, pool: readonly VariableLike[]) {
    this.#api = api;
    this.#program = program;
    this.#state = new State(
      api,
      program.variables.map((index) => pool[index] as VariableLike),
    );
  }

  async run(): Promise<Trace> {
    const flow = this.#newFlow('main');
    const main = this.#api.createTask(() => this.#main(flow));
    let ended = false;
    main.then(
      () => (ended = true),
      (error: unknown) => this.#trace.push(['main', 'failed', String(error)]),
    );
    await this.#scheduler.drive(this.#program.schedule, (parked, path) => this.#trace.push(['driver', parked, path]));
    this.#trace.push(['main', 'ended', ended]);
    return this.#trace;
  }

  /** The program, then the end of every generator that is still open, so that none is left to the garbage collector. */
  async #main(flow: Flow): Promise<void> {
    await this.#task(flow, [{ id: 0, strict: false, kind: 'try', body: this.#program.body }]);
    await this.#scheduler.idle();
    for (const close of this.#closing) {
      await close({ flow }).then(
        (result) => this.#trace.push(['main', 'close', result]),
        (error: unknown) => this.#trace.push(['main', 'close', codeOf(error)]),
      );
      await this.#scheduler.idle();
    }
  }

  /** What every task runs. It begins with a checkpoint, because asyncio starts tasks later and createTask at once. */
  async #task(flow: Flow, body: Block): Promise<string> {
    await this.#scheduler.checkpoint(flow);
    await this.#executeAsync(body, { flow });
    return flow.path;
  }

  #newFlow(path: string): Flow {
    return { path, number: this.#flows++ };
  }

  #execute(block: Block, at: At): 'left' {
    for (const statement of block) {
      try {
        this.#record(at, statement, this.#perform(statement, at));
      } catch (error) {
        this.#fail(at, statement, error);
      }
    }
    return 'left';
  }

  async #executeAsync(block: Block, at: At): Promise<'left'> {
    for (const statement of block) {
      try {
        const result = isAsync(statement) ? await this.#performAsync(statement, at) : this.#perform(statement, at);
        this.#record(at, statement, result);
      } catch (error) {
        this.#fail(at, statement, error);
      }
    }
    return 'left';
  }

  #record(at: At, statement: Statement, result: unknown): void {
    this.#trace.push([at.flow.path, statement.id, result]);
  }

  #fail(at: At, statement: Statement, error: unknown): void {
    this.#record(at, statement, codeOf(error));
    if (statement.strict) throw error;
  }

  #perform(s: Statement, at: At): unknown {
    if (isLeaf(s)) return this.#state.perform(s);
    switch (s.kind) {
      case 'run':
        return this.#state.contexts.get(s.context)?.run(() => this.#execute(s.body, at)) ?? 'none';
      case 'varRun':
        return this.#state.variable(s).run(s.value, () => this.#execute(s.body, at));
      case 'try':
        return this.#execute(s.body, at);
      case 'using': {
        using _ = this.#state.set(s);
        return this.#execute(s.body, at);
      }
      case 'throw':
        throw new Thrown();
      case 'task':
        return this.#createTask(s, at);
      case 'generator': {
        const own = { ...at };
        const slot = { at: own, iterator: this.#iterate(s, own), busy: false };
        this.#generators.set(s.generator, slot);
        this.#closing.push(async (closer) => step(slot, closer, 'return'));
        return 'made';
      }
      case 'step':
        return step(this.#generators.get(s.generator), at, 'next');
      case 'close':
        return step(this.#generators.get(s.generator), at, 'return');
      case 'asyncGenerator': {
        const own = { ...at };
        const slot = { at: own, iterator: this.#iterateAsync(s, own), busy: false };
        this.#asyncGenerators.set(s.generator, slot);
        this.#closing.push((closer) => stepAsync(slot, closer, 'return'));
        return 'made';
      }
      default:
        throw new Error(`${s.kind} in a synchronous block`);
    }
  }

  async #performAsync(s: Of<AsyncAction['kind'] | 'try' | 'using'>, at: At): Promise<unknown> {
    switch (s.kind) {
      case 'checkpoint':
        return this.#scheduler.checkpoint(at.flow).then(() => 'resumed');
      case 'await':
        return this.#await(s, at);
      case 'gather':
        return this.#gather(s, at);
      case 'helper':
      case 'try':
        return await this.#executeAsync(s.body, at);
      case 'using': {
        using _ = this.#state.set(s);
        return await this.#executeAsync(s.body, at);
      }
      case 'asyncStep':
        return stepAsync(this.#asyncGenerators.get(s.generator), at, 'next');
      case 'asyncClose':
        return stepAsync(this.#asyncGenerators.get(s.generator), at, 'return');
    }
  }

  #createTask(s: Of<'task'>, at: At): unknown {
    if (s.start.by === 'context' && !this.#state.contexts.has(s.start.context)) return 'none';
    const flow = this.#newFlow(`${at.flow.path}.${s.id}`);
    const promise = this.#start(s.start, () => this.#task(flow, s.body));
    promise.catch(() => {});
    this.#tasks.set(s.task, { flow, promise });
    return flow.path;
  }

  #start(start: Start, task: () => Promise<unknown>): Promise<unknown> {
    if (start.by === 'copy') return this.#api.createTask(task);
    if (start.by === 'variable') return this.#state.variable(start).run(start.value, task);
    return (this.#state.contexts.get(start.context) as ContextLike).run(task);
  }

  /** Waits for younger tasks only, so that no two wait for each other. Parks at the end: several may come back at once. */
  async #await(s: Of<'await'>, at: At): Promise<unknown> {
    const task = this.#tasks.get(s.task);
    if (task === undefined) return 'none';
    if (task.flow.number <= at.flow.number) return 'older';
    try {
      return await task.promise;
    } finally {
      await this.#scheduler.checkpoint(at.flow);
    }
  }

  async #gather(s: Of<'gather'>, at: At): Promise<unknown> {
    const tasks = s.bodies.map((body, position) => {
      const flow = this.#newFlow(`${at.flow.path}.${s.id}-${position}`);
      return () => this.#task(flow, body);
    });
    try {
      return await this.#api.gather(...tasks);
    } finally {
      await this.#scheduler.checkpoint(at.flow);
    }
  }

  *#iterate(s: GeneratorBody, at: At): Generator<number, void> {
    using _ = s.hold === null ? null : this.#state.set(s.hold);
    try {
      for (const [position, part] of s.parts.entries()) {
        this.#execute(part, at);
        yield position;
      }
    } finally {
      this.#execute(s.cleanup, at);
    }
  }

  async *#iterateAsync(s: GeneratorBody, at: At): AsyncGenerator<number, void> {
    using _ = s.hold === null ? null : this.#state.set(s.hold);
    try {
      for (const [position, part] of s.parts.entries()) {
        await this.#executeAsync(part, at);
        yield position;
      }
    } finally {
      await this.#executeAsync(s.cleanup, at);
    }
  }
}

const ASYNC = new Set(['checkpoint', 'await', 'gather', 'helper', 'try', 'using', 'asyncStep', 'asyncClose']);

function isAsync(statement: Statement): statement is Of<AsyncAction['kind'] | 'try' | 'using'> {
  return ASYNC.has(statement.kind);
}
