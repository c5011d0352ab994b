import { EventEmitter } from 'node:events';

import type { Api, Variable } from './api.js';
import { Flow } from './flow.js';
import { VARIABLES } from './program.js';

/** So many variables lie between two that are used that each is in another part of a context's storage. */
const GAP = 40;

/** The variables are created once per library, as they would be in a program. */
const registry = new WeakMap<Api, readonly Variable[]>();

function variablesOf(api: Api): readonly Variable[] {
  let variables = registry.get(api);
  if (variables === undefined) {
    variables = Array.from({ length: VARIABLES }, (_, k) => {
      for (let i = 0; i < GAP; i++) api.variable(`unused ${k} ${i}`);
      return api.variable(`used ${k}`, DEFAULTS[k]);
    });
    registry.set(api, variables);
  }
  return variables;
}

/** The last variable has none. */
const DEFAULTS = ['default 0', 'default 1', undefined];

/** What the tasks of one run share, and what was found wrong in it. */
export class World {
  readonly api: Api;
  readonly violations: string[] = [];
  /** Callbacks that any task may call. */
  readonly pool: (() => void)[] = [];
  /** An emitter on which any task may listen, and emit. */
  readonly emitter: EventEmitter;
  readonly #variables: readonly Variable[];
  #names = 0;
  #values = 0;

  constructor(api: Api) {
    this.api = api;
    this.#variables = variablesOf(api);
    this.emitter = api.bindEmitter(new EventEmitter().setMaxListeners(0));
  }

  /** The flow outside any task. */
  outside(): Flow {
    return new Flow(this, DEFAULTS);
  }

  variable(k: number): Variable {
    return this.#variables[k] as Variable;
  }

  nextName(): string {
    return `flow ${this.#names++}`;
  }

  uniqueValue(owner: string): string {
    return `value ${this.#values++} of ${owner}`;
  }

  report(violation: unknown): void {
    this.violations.push(String(violation));
  }

  drain(): void {
    for (const callback of this.pool.splice(0)) callback();
  }
}
