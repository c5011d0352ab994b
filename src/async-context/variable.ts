import { isObjectOrFunction } from '../core/is-object.js';
import { ContextVar, type ContextVarWithDefault } from '../core/context-var.js';
import { OrdinaryObject } from './ordinary-object.js';

/** The slots [[AsyncVariableName]] and [[AsyncVariableDefaultValue]], and the key of the values: a `ContextVar` is all of it. */
class VariableSlots extends OrdinaryObject {
  readonly #variable: ContextVarWithDefault<unknown>;

  constructor(newTarget: typeof Variable, name: string, defaultValue: unknown) {
    super(newTarget, Variable.prototype);
    this.#variable = new ContextVar(name, { default: defaultValue });
  }

  static of(variable: unknown): ContextVarWithDefault<unknown> {
    return (variable as VariableSlots).#variable;
  }
}

/**
 * `AsyncContext.Variable`. It extends `null` so that its object is made where the specification makes it: after the
 * options were read. Source: the proposal, AsyncContext.Variable Objects.
 */
export class Variable extends null {
  constructor(options: unknown) {
    let name = '';
    let defaultValue: unknown;
    if (isObjectOrFunction(options)) {
      if ('name' in options) name = ''.concat(options.name as string); // refuses symbols, as ToString does
      ({ defaultValue } = options as { readonly defaultValue?: unknown });
    }
    return new VariableSlots(new.target, name, defaultValue) as unknown as Variable;
  }

  get name(): string {
    return VariableSlots.of(this).name;
  }

  get(): unknown {
    return VariableSlots.of(this).get();
  }

  run(value: unknown, func: (...args: unknown[]) => unknown, ...args: unknown[]): unknown {
    return VariableSlots.of(this).run(value, () => func(...args));
  }
}
