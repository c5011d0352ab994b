import { attempt } from '../core/attempt.js';
import { assertVariable } from '../core/assert-argument.js';
import { callingFile } from '../core/runtime/calling-file.js';
import { type Claim, ClaimedNames, isContested } from '../core/claimed-names.js';
import { checkOptions, FUNCTION, type OptionChecks } from '../core/check-options.js';
import type { ContextVar } from '../core/context-var.js';
import { refusePromise } from '../core/refuse-promise.js';
import { singleton } from '../core/singleton.js';
import { ThroughlineError } from '../core/throughline-error.js';
import { warn } from '../core/throughline-warning.js';
import { type Baggage, type BaggageEntry, isBaggageKey } from './baggage.js';

/** How a variable travels as an entry of baggage. */
export interface BaggageOptions<T> {
  /** The key of the entry, by default the name of the variable. A token, as in W3C Baggage. */
  readonly key?: string;
  /** Reads the value of the entry, decoded. If it returns `undefined` or throws, the value is left out. */
  parse(text: string): T | undefined;
  /** Writes the value. Characters that baggage does not allow are encoded. If it returns `undefined`, this value is not sent. */
  format(value: T): string | undefined;
}

const claimed = singleton('baggage', () => new ClaimedNames<string, BaggageOptions<unknown>>());

const asText = { parse: (text: string) => text, format: (value: unknown) => value as string };

const KEY = 'a token';

const CHECKS: OptionChecks<BaggageOptions<unknown>> = {
  key: [KEY, (value) => typeof value === 'string'],
  parse: FUNCTION,
  format: FUNCTION,
};

/**
 * Marks a variable to be sent to other services: a request that you send carries its value, as an entry of baggage. If a request arrives,
 * and its baggage is trusted, the variable has the value of the entry. Only values that were set are sent, no defaults. Returns the
 * variable.
 *
 * Put no secrets into it: everybody who sees the request can read baggage. If you trust baggage, a client chooses its values.
 *
 * Calling it again changes the options that you give, and keeps the others. If a module is evaluated again, its variables share the key.
 * If two modules use one key, you get the warning `TL_WARN_NAME_SHARED`. Throws `TL_ERR_INVALID_OPTION` for a key that is not a token, for
 * a `parse` or `format` that is not a function, and for an unknown option; `TL_ERR_INVALID_ARGUMENT` if `variable` is not a variable.
 * Source: W3C Baggage.
 *
 *     const TENANT = asBaggage(new ContextVar<string>('tenant'));
 *     const RETRIES = asBaggage(new ContextVar<number>('retries'), { parse: Number, format: String });
 */
export function asBaggage<V extends ContextVar<string>>(variable: V, options?: Partial<BaggageOptions<string>>): V;
export function asBaggage<T, V extends ContextVar<T>>(variable: V & ContextVar<T>, options: BaggageOptions<T>): V;
export function asBaggage(variable: ContextVar<unknown>, options?: Partial<BaggageOptions<unknown>>): unknown {
  assertVariable(variable);
  const known = claimed.find(variable);
  const given = checkOptions(options, CHECKS);
  const { key = known?.name ?? variable.name, parse, format } = { ...asText, ...known?.claim.mark, ...given };
  if (!isBaggageKey(key)) throw new ThroughlineError('TL_ERR_INVALID_OPTION', 'key', KEY);
  const file = callingFile(asBaggage);
  if (isContested(claimed.of(key), variable, file)) warn('TL_WARN_NAME_SHARED', `The key: ${key}`);
  claimed.claim(variable, key, { parse, format }, file);
  return variable;
}

/** Calls `set` for each marked variable that `baggage` has a value of. Never throws for what the baggage holds. */
export function readBaggageVars(baggage: Baggage, set: (variable: ContextVar<unknown>, value: unknown) => void): void {
  if (baggage.size === 0) return;
  for (const [key, claims] of claimed) {
    const entry = baggage.get(key);
    if (entry === undefined) continue;
    for (const { variable: reference, mark } of claims) {
      const variable = reference.deref();
      const value = attempt(() => refusePromise(mark.parse(entry.value)));
      if (variable !== undefined && value !== undefined) set(variable, value);
    }
  }
}

/** The baggage that is sent on: `baggage` with the values that the marked variables have in the current context. */
export function withBaggageVars(baggage: Baggage): Baggage {
  if (claimed.isEmpty) return baggage;
  const result = new Map<string, BaggageEntry>(); // what is set here comes first: what does not fit is left out at the end
  const keys = new Set<string>();
  for (const [key, claims] of claimed) {
    keys.add(key);
    const entry = baggage.get(key);
    const texts = claims.map((claim) => textOf(claim)).filter((text) => text !== undefined);
    // All copies of a variable have what the request brought, until one of them is set.
    const text = texts.find((each) => each !== entry?.value) ?? texts[0];
    if (text !== undefined) result.set(key, { ...entry, value: text });
  }
  for (const [key, entry] of baggage) if (!keys.has(key)) result.set(key, entry);
  return result;
}

/**
 * The values in the current context, by their keys, that baggage leaves out: what variables hold that is no string, where no `format` was
 * given. For where more than text can be handed over.
 */
export function valuesWithoutText(): Map<string, { readonly variable: ContextVar<unknown>; readonly value: unknown }> {
  const values = new Map<string, { readonly variable: ContextVar<unknown>; readonly value: unknown }>();
  for (const [key, claims] of claimed) {
    for (const { variable: reference, mark } of claims) {
      const variable = reference.deref();
      const value = variable === undefined || mark.format !== asText.format ? undefined : variable.get(undefined);
      if (variable !== undefined && value !== undefined && typeof value !== 'string')
        values.set(key, { variable, value });
    }
  }
  return values;
}

/** Calls `set` for each variable that is marked with this key. */
export function setByKey(key: string, set: (variable: ContextVar<unknown>) => void): void {
  for (const { variable } of claimed.of(key)) {
    const owner = variable.deref();
    if (owner !== undefined) set(owner);
  }
}

/** What the value that a variable has in the current context travels as. */
function textOf({ variable, mark }: Claim<BaggageOptions<unknown>>): string | undefined {
  const owner = variable.deref();
  const value = owner === undefined ? UNSET : owner.get(UNSET);
  const text = value === UNSET ? undefined : attempt(() => refusePromise(mark.format(value)));
  return typeof text === 'string' ? text : undefined;
}

const UNSET = Symbol('unset');
