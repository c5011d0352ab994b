import { ContextVar } from '../../core/context-var.js';
import { wellKnownVar } from '../../core/well-known-var.js';
import { logContext } from '../log-context.js';

type Properties = Record<string, unknown>;

/** What LogTape's `withContext` has set in the current context. */
const LOGTAPE_CONTEXT: ContextVar<Properties> = wellKnownVar<Properties>('logtape-context', { default: {} });

/**
 * The option `contextLocalStorage` of LogTape's `configure`: adds the fields of `logContext()` to every record, as properties. Properties
 * of `withContext` and of the record itself win. LogTape's `withContext` runs its callback in a copy of the context: what `variable.set()`
 * sets inside is gone after it, as after `variable.run()`. Source: LogTape, "Implicit contexts".
 *
 *     await configure({ sinks, loggers, contextLocalStorage });
 */
export const contextLocalStorage = {
  getStore(): Properties {
    return { ...logContext(), ...LOGTAPE_CONTEXT.get() };
  },

  run<R>(store: Properties, callback: () => R): R {
    return LOGTAPE_CONTEXT.run(withoutOurs(store), callback);
  },
};

/** LogTape hands back what `getStore` gave, with more: only what is not ours stays, for ours may change. */
function withoutOurs(store: Properties): Properties {
  const own = { ...store };
  for (const [name, value] of Object.entries(logContext())) if (own[name] === value) delete own[name];
  return own;
}
