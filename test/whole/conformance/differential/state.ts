import type { Api, ContextLike, TokenLike, VariableLike } from './api.js';
import { observe } from './observe.js';
import type { Assignment, Statement } from './program.js';

const LEAVES = ['get', 'getOr', 'set', 'reset', 'copy', 'empty', 'observe', 'look'] as const;

/** A statement without blocks that concerns variables, tokens and contexts alone. */
export type Leaf = Extract<Statement, { kind: (typeof LEAVES)[number] }>;

export function isLeaf(statement: Statement): statement is Leaf {
  return (LEAVES as readonly string[]).includes(statement.kind);
}

/** The variables of a program and its slots for tokens and contexts, which all its tasks share. */
export class State {
  readonly contexts = new Map<number, ContextLike>();
  readonly #tokens = new Map<number, TokenLike>();
  readonly #api: Api;
  readonly #variables: readonly VariableLike[];

  constructor(api: Api, variables: readonly VariableLike[]) {
    this.#api = api;
    this.#variables = variables;
  }

  variable({ variable }: { readonly variable: number }): VariableLike {
    return this.#variables[variable] as VariableLike;
  }

  set(assignment: Assignment): TokenLike {
    const token = this.variable(assignment).set(assignment.value);
    this.#tokens.set(assignment.token, token);
    return token;
  }

  perform(s: Leaf): unknown {
    switch (s.kind) {
      case 'get':
        return this.variable(s).get();
      case 'getOr':
        return this.variable(s).get(s.fallback);
      case 'set': {
        const { oldValue } = this.set(s);
        return typeof oldValue === 'symbol' ? 'MISSING' : oldValue;
      }
      case 'reset': {
        const token = this.#tokens.get(s.token);
        if (token === undefined) return 'none';
        this.variable(s).reset(token);
        return 'reset';
      }
      case 'copy':
        this.contexts.set(s.context, this.#api.copyContext());
        return 'copied';
      case 'empty':
        this.contexts.set(s.context, new this.#api.Context());
        return 'made';
      case 'observe': {
        const context = this.contexts.get(s.context);
        return context === undefined ? 'none' : observe(context, this.#variables);
      }
      case 'look':
        return observe(this.#api.copyContext(), this.#variables);
    }
  }
}
