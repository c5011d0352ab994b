import { Module } from 'node:module';

type Compile = (...args: readonly unknown[]) => unknown;

/** What a CommonJS module exports, if it is a function or a class. */
type Exported = object & { readonly name?: unknown };

/**
 * Lets `replace` say what a CommonJS module exports instead of what it does, before anybody sees it, whether the module is
 * required or imported. Only functions are asked for. Loader hooks would do it too, at a price for every module.
 */
export function onModuleLoaded(replace: (exported: Exported) => unknown): void {
  const prototype = Module.prototype as unknown as { _compile: Compile };
  const compile = prototype._compile;
  prototype._compile = function compileAndReplace(this: { exports: unknown }, ...args): unknown {
    const result = Reflect.apply(compile, this, args);
    const { exports: exported } = this;
    if (typeof exported === 'function') this.exports = replace(exported);
    return result;
  };
}
