import type { ContextVar } from '../../core/context-var.js';
import { FIELD_RULES, logged } from '../../loggers/logged.js';
import { OWN_FIELDS } from '../../loggers/logged-vars.js';
import { listOf } from './setting.js';

/** The variables that stand in log lines, by the names that their fields have unless they are renamed. */
const VARIABLES: ReadonlyMap<string, ContextVar<unknown>> = new Map(
  OWN_FIELDS.map(([variable, field]) => [field, variable]),
);

/** All of them, by their own names. */
export const ALL_FIELDS = [...VARIABLES.keys()].join(',');

/** The names that fields get, by those that they have: `request_id:requestId,path`; `undefined` for what names no fields, or two alike. */
export function readLogFields(value: string): ReadonlyMap<string, string> | undefined {
  const parts = listOf(value, (part) => /^[^:]+(?::[^:]+)?$/.test(part));
  const pairs = parts?.map((part) => part.split(':').map((name) => name.trim()));
  const names = new Map(pairs?.map(([field = '', name = field]) => [field, name]));
  const isValid =
    names.size === pairs?.length &&
    new Set(names.values()).size === names.size &&
    [...names].every(([field, name]) => VARIABLES.has(field) && FIELD_RULES.every(([, holds]) => holds(name)));
  return isValid ? names : undefined;
}

/** Lets log lines have these fields, and no others of the package. */
export function chooseLogFields(names: ReadonlyMap<string, string>): void {
  const changed = [...VARIABLES].filter(([field]) => names.get(field) !== field);
  for (const [, variable] of changed) logged(variable, { field: false }); // all, before any gets a name: they may change places
  for (const [field, variable] of changed) {
    const name = names.get(field);
    if (name !== undefined) logged(variable, { field: name });
  }
}
