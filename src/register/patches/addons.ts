import { patch } from '../../core/patch.js';

/** Hands the native addons that are loaded from now on to `mendAddon`, whoever loads them: ES modules load them through `require`. */
export function patchAddons(mendAddon: (exported: object) => void): void {
  patch(process as object, 'dlopen', (original) => {
    return function dlopenAndMend(this: object, ...args) {
      const result = Reflect.apply(original, this, args);
      const { exports } = args[0] as { readonly exports: unknown };
      if (typeof exports === 'object' && exports !== null) mendAddon(exports);
      return result;
    };
  });
}
