import { ThroughlineError } from '../../core/throughline-error.js';
import type { Setting } from './setting.js';
import { SETTINGS } from './settings.js';

type Values = { readonly [Name in keyof typeof SETTINGS]: NonNullable<ReturnType<(typeof SETTINGS)[Name]['read']>> };

/**
 * What an environment sets, with the defaults for what it leaves unset or empty. Throws `TL_ERR_INVALID_OPTION`, naming the
 * variable, for a wrong value, and for a variable that begins with `THROUGHLINE_` and is none of these.
 */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Values {
  for (const name of Object.keys(environment)) {
    if (!name.startsWith('THROUGHLINE_') || name === 'THROUGHLINE_DOCTOR' || Object.hasOwn(SETTINGS, name)) continue;
    throw new ThroughlineError('TL_ERR_INVALID_OPTION', name, `one of these: ${Object.keys(SETTINGS).join(', ')}`);
  }
  const entries = Object.entries<Setting<unknown>>(SETTINGS);
  return Object.fromEntries(
    entries.map(([name, setting]) => [name, read(name, setting, environment[name])]),
  ) as unknown as Values;
}

function read(name: string, setting: Setting<unknown>, given: string | undefined): unknown {
  const value = setting.read(given?.trim() || setting.default);
  if (value !== undefined) return value;
  throw new ThroughlineError('TL_ERR_INVALID_OPTION', name, setting.values);
}
