import type {
  Assignment,
  AsyncAction,
  Block,
  GeneratorBody,
  Kind,
  Program,
  Start,
  Statement,
  SyncAction,
  Value,
} from './program.js';
import { Random } from './random.js';

const SLOTS = { token: 4, context: 3, task: 4, generator: 2 } as const;

/** Both ends of the nodes in Throughline's tree of slots are among these, and each kind of default. */
const VARIABLES = [0, 1, 2, 3, 31, 32, 33, 1023, 1024, 1025];

type Weights<K extends Kind> = { readonly [kind in K]: number };

const SYNC_WEIGHTS: Weights<SyncAction['kind']> = {
  get: 8,
  getOr: 2,
  set: 10,
  reset: 9,
  copy: 6,
  empty: 2,
  observe: 4,
  look: 4,
  run: 6,
  varRun: 3,
  try: 2,
  throw: 2,
  using: 3,
  task: 7,
  generator: 4,
  step: 8,
  close: 1,
  asyncGenerator: 4,
};

const ASYNC_WEIGHTS: Weights<AsyncAction['kind']> = {
  checkpoint: 14,
  await: 6,
  gather: 3,
  helper: 4,
  asyncStep: 9,
  asyncClose: 1,
};

/** Every kind of statement that programs are made of. */
export const KINDS = Object.keys({ ...SYNC_WEIGHTS, ...ASYNC_WEIGHTS }) as Kind[];

/** Where a statement stands: how deep, whether it may await, and which contexts are being run around it. */
interface Place {
  readonly depth: number;
  readonly async: boolean;
  readonly inside: readonly number[];
}

/** Writes one program. */
class Writer {
  readonly #random: Random;
  readonly #variables: number;
  readonly #sync: ReadonlyMap<SyncAction['kind'], number>;
  readonly #both: ReadonlyMap<Kind, number>;
  #budget: number;
  #nextId = 1;

  constructor(random: Random, variables: number) {
    this.#random = random;
    this.#variables = variables;
    this.#budget = random.between(20, 120);
    this.#sync = this.#vary(SYNC_WEIGHTS);
    this.#both = new Map<Kind, number>([...this.#sync, ...this.#vary(ASYNC_WEIGHTS)]);
  }

  /** Each program favours some kinds and leaves out others: such a mix reaches more states than an even one. */
  #vary<K extends Kind>(weights: Weights<K>): Map<K, number> {
    const factor = (): number => this.#random.pick([0, 0.5, 1, 1, 2]);
    const varied = (Object.entries(weights) as [K, number][]).map(
      ([kind, weight]) => [kind, weight * factor()] as const,
    );
    return new Map(varied.some(([, weight]) => weight > 0) ? varied : (Object.entries(weights) as [K, number][]));
  }

  block(place: Place, longest = 6): Block {
    if (place.depth > 6) return [];
    const statements: Statement[] = [];
    for (let left = this.#random.between(longest >> 2, longest); left > 0 && this.#budget > 0; left--) {
      statements.push(this.#statement(place));
    }
    return statements;
  }

  #statement(place: Place): Statement {
    this.#budget--;
    const id = this.#nextId++;
    const kind = place.async ? this.#random.weighted(this.#both) : this.#random.weighted(this.#sync);
    const strict = place.depth > 0 && (kind === 'throw' || this.#random.chance(0.15));
    return { id, strict, ...this.#action(kind, id, place) };
  }

  #action(kind: Kind, id: number, place: Place): SyncAction | AsyncAction {
    const inner = { ...place, depth: place.depth + 1 };
    const task = { ...inner, async: true, inside: [] };
    switch (kind) {
      case 'get':
        return { kind, variable: this.#variable() };
      case 'getOr':
        return { kind, variable: this.#variable(), fallback: this.#value(id) };
      case 'set':
        return { kind, ...this.#assignment(id) };
      case 'reset':
        return { kind, variable: this.#variable(), token: this.#slot('token') };
      case 'copy':
      case 'empty':
      case 'observe':
        return { kind, context: this.#slot('context') };
      case 'run': {
        const context = this.#contextToEnter(place);
        return { kind, context, body: this.block({ ...inner, async: false, inside: [...place.inside, context] }) };
      }
      case 'varRun':
        return {
          kind,
          variable: this.#variable(),
          value: this.#value(id),
          body: this.block({ ...inner, async: false }),
        };
      case 'using':
        return { kind, ...this.#assignment(id), body: this.block(inner) };
      case 'try':
      case 'helper':
        return { kind, body: this.block(inner) };
      case 'task': {
        const start = this.#start(id, place);
        const inside = start.by === 'context' ? [start.context] : [];
        return { kind, task: this.#slot('task'), start, body: this.block({ ...task, inside }) };
      }
      case 'gather':
        return { kind, bodies: Array.from({ length: this.#random.between(1, 4) }, () => this.block(task)) };
      case 'generator':
        return { kind, ...this.#generator(id, { ...inner, async: false, inside: [] }) };
      case 'asyncGenerator':
        return { kind, ...this.#generator(id, task) };
      case 'await':
        return { kind, task: this.#slot('task') };
      case 'step':
      case 'close':
      case 'asyncStep':
      case 'asyncClose':
        return { kind, generator: this.#slot('generator') };
      case 'look':
      case 'throw':
      case 'checkpoint':
        return { kind };
    }
  }

  #generator(id: number, place: Place): GeneratorBody {
    return {
      generator: this.#slot('generator'),
      parts: Array.from({ length: this.#random.between(1, 3) }, () => this.block(place, 4)),
      cleanup: this.#random.chance(0.5) ? this.block(place, 2) : [],
      hold: this.#random.chance(0.5) ? this.#assignment(id) : null,
    };
  }

  #start(id: number, place: Place): Start {
    const by = this.#random.pick(['copy', 'copy', 'context', 'variable'] as const);
    if (by === 'context') return { by, context: this.#contextToEnter(place) };
    return by === 'copy' ? { by } : { by, variable: this.#variable(), value: this.#value(id) };
  }

  /** Sometimes one that is entered already: that must fail. */
  #contextToEnter(place: Place): number {
    return place.inside.length > 0 && this.#random.chance(0.3)
      ? this.#random.pick(place.inside)
      : this.#slot('context');
  }

  #assignment(id: number): Assignment {
    return { variable: this.#variable(), value: this.#value(id), token: this.#slot('token') };
  }

  /** The id of the statement that sets it, so that a wrong value shows where it came from. */
  #value(id: number): Value {
    return this.#random.chance(0.1) ? null : id;
  }

  #variable(): number {
    return this.#random.below(this.#variables);
  }

  #slot(of: keyof typeof SLOTS): number {
    return this.#random.below(SLOTS[of]);
  }
}

/** The program with this number. */
export function generate(seed: number): Program {
  const random = new Random(seed);
  const variables = [...new Set(Array.from({ length: random.between(1, 4) }, () => random.pick(VARIABLES)))];
  const schedule = Array.from({ length: random.between(1, 12) }, () => random.below(12));
  const body = new Writer(random, variables.length).block({ depth: 0, async: true, inside: [] }, 40);
  return { seed, variables, schedule, body };
}
