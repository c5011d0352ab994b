import { patch } from '../../core/patch.js';
import { mixin } from '../../loggers/pino/mixin.js';

type Mixin = (...args: Parameters<typeof mixin>) => object;
type Logger = Record<symbol, Mixin | undefined>;

/** The part of what the package pino exports that is needed. */
export interface Pino {
  (...args: unknown[]): Logger;
  readonly symbols: { readonly mixinSym: symbol };
}

/** The same package, but its loggers write the fields of the context with every line. What the application writes wins. */
export function patchPino(original: Pino): Pino {
  const { mixinSym } = original.symbols;
  function pino(...args: unknown[]): Logger {
    const logger = original(...args);
    patch(logger, mixinSym, withFields);
    return logger;
  }
  return Object.assign(pino, original, { default: pino, pino });
}

function withFields(own: Mixin | undefined): Mixin {
  if (own === undefined) return mixin;
  return (...args) => ({ ...mixin(...args), ...own(...args) });
}
