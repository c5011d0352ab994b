import { Module } from 'node:module';

type Compile = (...args: readonly unknown[]) => unknown;

/**
 * Lets `replace` say what a CommonJS module exports instead of what it does, before anybody sees it, whether the module is
 * required or imported. Loader hooks would do it too, at a price for every module.
 */
export function onModuleLoaded(replace: (exported: object) => unknown): void {
  const prototype = Module.prototype as unknown as { _compile: Compile };
  const compile = prototype._compile;
  prototype._compile = function compileAndReplace(this: { exports: unknown }, ...args): unknown {
    const result = Reflect.apply(compile, this, args);
    const { exports: exported } = this;
    if (isObject(exported)) this.exports = replace(exported);
    return result;
  };
}

function isObject(value: unknown): value is object {
  return typeof value === 'function' || (typeof value === 'object' && value !== null);
}
