/** A variable's value. Everything in a program and a trace is JSON, so that both languages read the same. */
export type Value = number | null;

export type Block = readonly Statement[];

/** How a task gets its context: a copy of the current one, a given one (`context=` in Python), a copy with a value set. */
export type Start =
  | { readonly by: 'copy' }
  | { readonly by: 'context'; readonly context: number }
  | { readonly by: 'variable'; readonly variable: number; readonly value: Value };

/** A `set` whose token is kept in a slot. Variables are numbered by their place in `Program.variables`. */
export interface Assignment {
  readonly variable: number;
  readonly value: Value;
  readonly token: number;
}

/** Runs `parts` with a yield after each, `cleanup` at the end or when closed early, all inside `hold` if there is one. */
export interface GeneratorBody {
  readonly generator: number;
  readonly parts: readonly Block[];
  readonly cleanup: Block;
  readonly hold: Assignment | null;
}

/** What a synchronous block may contain. Tokens, contexts, tasks and generators live in numbered slots. */
export type SyncAction =
  | { readonly kind: 'get'; readonly variable: number }
  | { readonly kind: 'getOr'; readonly variable: number; readonly fallback: Value }
  | ({ readonly kind: 'set' } & Assignment)
  | { readonly kind: 'reset'; readonly variable: number; readonly token: number }
  | { readonly kind: 'copy'; readonly context: number }
  | { readonly kind: 'empty'; readonly context: number }
  | { readonly kind: 'observe'; readonly context: number }
  | { readonly kind: 'look' }
  | { readonly kind: 'run'; readonly context: number; readonly body: Block }
  | { readonly kind: 'varRun'; readonly variable: number; readonly value: Value; readonly body: Block }
  | { readonly kind: 'try'; readonly body: Block }
  | { readonly kind: 'throw' }
  | ({ readonly kind: 'using'; readonly body: Block } & Assignment)
  | { readonly kind: 'task'; readonly task: number; readonly start: Start; readonly body: Block }
  | ({ readonly kind: 'generator' } & GeneratorBody)
  | { readonly kind: 'step'; readonly generator: number }
  | { readonly kind: 'close'; readonly generator: number }
  | ({ readonly kind: 'asyncGenerator' } & GeneratorBody);

/** What only an asynchronous block may contain. */
export type AsyncAction =
  | { readonly kind: 'checkpoint' }
  | { readonly kind: 'await'; readonly task: number }
  | { readonly kind: 'gather'; readonly bodies: readonly Block[] }
  | { readonly kind: 'helper'; readonly body: Block }
  | { readonly kind: 'asyncStep'; readonly generator: number }
  | { readonly kind: 'asyncClose'; readonly generator: number };

export type Kind = (SyncAction | AsyncAction)['kind'];

/** One step of a program; it runs at most once. An error in it is recorded, and goes on outwards if it is `strict`. */
export type Statement = (SyncAction | AsyncAction) & { readonly id: number; readonly strict: boolean };

export interface Program {
  /** `generate(seed)` gives this program again. */
  readonly seed: number;
  /** Numbers of variables in the pool, see `defaultOf`. */
  readonly variables: readonly number[];
  /** Which of the parked tasks goes next: taken in turn, modulo the number of tasks parked, oldest task first. */
  readonly schedule: readonly number[];
  readonly body: Block;
}

/** What was seen: in which task, at which statement, and the result or the error's code. */
export type Observation = readonly [task: string, statement: number | string, result: unknown];

export type Trace = readonly Observation[];

/** The size of the pool: enough that its variables span three levels of Throughline's tree of slots. */
export const POOL_SIZE = 1100;

/** Of the variables in the pool, every third has no default, every third the default `null`. */
export function defaultOf(index: number): Value | undefined {
  if (index % 3 === 0) return undefined;
  return index % 3 === 1 ? -index : null;
}

/** The blocks inside a statement. */
export function blocksOf(statement: Statement): readonly Block[] {
  if ('bodies' in statement) return statement.bodies;
  if ('parts' in statement) return [...statement.parts, statement.cleanup];
  return 'body' in statement ? [statement.body] : [];
}

/** All statements of a block, each before those inside it. */
export function allStatements(block: Block): Statement[] {
  return block.flatMap((statement) => [statement, ...blocksOf(statement).flatMap(allStatements)]);
}
