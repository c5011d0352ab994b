import { isObjectOrFunction } from '../../core/is-object.js';
import { Module } from 'node:module';
import { types } from 'node:util';

import { patch } from '../../core/patch.js';

/**
 * Lets `replace` say what a CommonJS module exports instead of what it does, before anybody sees it, whether the module is
 * required or imported. Loader hooks would do it too, at a price for every module. A module that cannot be looked at without
 * running code of its own, or that cannot be changed, stays as it is.
 */
export function patchModules(replace: (exported: object) => object): void {
  patch(Module.prototype as object, '_compile', (compile) => {
    return function compileAndReplace(...args) {
      const result = Reflect.apply(compile, this, args);
      replaceExports(this, replace);
      return result;
    };
  });
}

function replaceExports(module: object, replace: (exported: object) => object): void {
  try {
    // Not by its name: `exports` may be a getter, as in ansi-styles 4.
    const exported: unknown = Object.getOwnPropertyDescriptor(module, 'exports')?.value;
    if (!isObjectOrFunction(exported) || types.isProxy(exported)) return;
    const replacement = replace(exported);
    if (replacement !== exported) patch(module as { exports: object }, 'exports', () => replacement);
  } catch {
    // a getter of what it exports that throws
  }
}
