import { AsyncLocalStorage } from '#async-local-storage';

import type { CallStorage } from './runtime/call-storage.js';
import type { Context } from './context.js';
import type { SharedSingleton } from './shared.js';
import { ThroughlineError } from './throughline-error.js';
import { VariableTable } from './slots/variable-table.js';

/**
 * What all copies of the package in one process share: ESM beside CJS, one version beside another. They find
 *
 * - these fields, under `KEY`;
 * - every variable and singleton, and every symbol that is made with `Symbol.for`, by the names in `shared.ts`.
 *
 * So they call methods and read fields of objects that another copy made:
 *
 * - `Context`: its fields and `copy`; `Token`: its fields; `ContextVar`: `name`, `index`, `isReused`; `VariableTable`;
 * - `ThroughlineError`: `code`; `Span`, `RequestTask`, and what is listed in `shared.ts`.
 *
 * Change any of them, and the key needs a new version.
 */
interface Shared {
  /** The one AsyncLocalStorage. It holds the current context; nothing outside any task. */
  readonly storage: Pick<CallStorage<Context>, keyof CallStorage<Context>>;
  /** Every variable that is in use, at its index. */
  readonly variables: VariableTable;
  /** What else there must be one of, by name: the variables that the package itself defines, for one. */
  readonly singletons: Map<SharedSingleton, unknown>;
  /** The codes of the warnings that were emitted. */
  readonly warned: Set<string>;
}

const KEY: unique symbol = Symbol.for('throughline.core.v5');

const holder = globalThis as { [KEY]?: Shared };
const value = holder[KEY] ?? {
  storage: new AsyncLocalStorage(),
  variables: new VariableTable(),
  singletons: new Map(),
  warned: new Set(),
};
if (!Reflect.defineProperty(holder, KEY, { value })) {
  throw new ThroughlineError(
    'TL_ERR_RUNTIME',
    'The global object cannot be extended',
    'Load throughline before you close it',
  );
}

export const { storage, variables, singletons, warned }: Shared = value;
