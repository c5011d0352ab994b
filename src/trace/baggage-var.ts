import { assertVariable } from '../core/assert-variable.js';
import { checkOptions, FUNCTION, type OptionChecks } from '../core/check-options.js';
import type { ContextVar } from '../core/context-var.js';
import { refusePromise } from '../core/refuse-promise.js';
import { singleton } from '../core/singleton.js';
import { ThroughlineError } from '../core/throughline-error.js';
import { type Baggage, type BaggageEntry, isBaggageKey } from './baggage.js';

/** How a variable travels as an entry of baggage. */
export interface BaggageOptions<T> {
  /** The key of the entry, a token as W3C Baggage has it; the name of the variable unless given. */
  readonly key?: string;
  /** Reads the value of the entry, decoded. `undefined`, or a throw, means that it is no value: it is left out. */
  parse(text: string): T | undefined;
  /** Writes the value; what cannot stand in baggage is encoded. `undefined` means that this value does not travel. */
  format(value: T): string | undefined;
}

interface BaggageVar extends BaggageOptions<unknown> {
  readonly variable: ContextVar<unknown>;
}

const baggageVars = singleton('baggage', () => new Map<string, BaggageVar>());

const asText = { parse: (text: string) => text, format: (value: unknown) => value as string };

const KEY = 'a token that no other variable has for its key';

const CHECKS: OptionChecks<BaggageOptions<unknown>> = {
  key: [KEY, (value) => typeof value === 'string'],
  parse: FUNCTION,
  format: FUNCTION,
};

/**
 * Marks a variable to travel: where a request brings baggage that is trusted, the variable has the value of its entry, and
 * what is sent on has the value of the variable. Only values that were set travel, no defaults. Returns the variable.
 * Baggage is for everybody to read who sees the request, and must not hold what they may not know; where it is trusted, its
 * values are the client's.
 * Marking it again changes what is given, and keeps the rest. Throws `TL_ERR_INVALID_OPTION` for a key that is no token or that
 * another variable has, for a `parse` or `format` that is no function, and for an unknown option; `TL_ERR_INVALID_ARGUMENT` for
 * what is no variable. Source: W3C Baggage.
 *
 *     const TENANT = asBaggage(new ContextVar<string>('tenant'));
 *     const RETRIES = asBaggage(new ContextVar<number>('retries'), { parse: Number, format: String });
 */
export function asBaggage<V extends ContextVar<string>>(variable: V, options?: Partial<BaggageOptions<string>>): V;
export function asBaggage<T, V extends ContextVar<T>>(variable: V & ContextVar<T>, options: BaggageOptions<T>): V;
export function asBaggage(variable: ContextVar<unknown>, options?: Partial<BaggageOptions<unknown>>): unknown {
  assertVariable(variable);
  const [known, before] = [...baggageVars].find(([, mark]) => mark.variable === variable) ?? [undefined, asText];
  const given = checkOptions(options, CHECKS);
  const { key = known ?? variable.name, parse = before.parse, format = before.format } = given;
  if (!isBaggageKey(key) || (baggageVars.get(key)?.variable ?? variable) !== variable) {
    throw new ThroughlineError('TL_ERR_INVALID_OPTION', 'key', KEY);
  }
  if (known !== undefined) baggageVars.delete(known);
  baggageVars.set(key, { variable, parse, format });
  return variable;
}

/** Calls `set` for each marked variable that `baggage` has a value of. Never throws for what the baggage holds. */
export function readBaggageVars(baggage: Baggage, set: (variable: ContextVar<unknown>, value: unknown) => void): void {
  if (baggage.size === 0) return;
  for (const [key, mark] of baggageVars) {
    const entry = baggage.get(key);
    const value = entry === undefined ? undefined : attempt(() => mark.parse(entry.value));
    if (value !== undefined) set(mark.variable, value);
  }
}

/** The baggage that is sent on: `baggage` with the values that the marked variables have in the current context. */
export function withBaggageVars(baggage: Baggage): Baggage {
  if (baggageVars.size === 0) return baggage;
  const result = new Map<string, BaggageEntry>(); // what is set here comes first: what does not fit is left out at the end
  for (const [key, mark] of baggageVars) {
    const value = mark.variable.get(UNSET);
    const text = value === UNSET ? undefined : attempt(() => mark.format(value));
    if (typeof text === 'string') result.set(key, { ...baggage.get(key), value: text });
  }
  for (const [key, entry] of baggage) if (!baggageVars.has(key)) result.set(key, entry);
  return result;
}

/** Every variable that is marked. */
export function baggageVariables(): ContextVar<unknown>[] {
  return [...baggageVars.values()].map(({ variable }) => variable);
}

const UNSET = Symbol('unset');

/** What `fn` gives; `undefined` if it throws, or gives a promise. */
function attempt<R>(fn: () => R): R | undefined {
  try {
    return refusePromise(fn());
  } catch {
    return undefined;
  }
}
