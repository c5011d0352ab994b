import { attempt } from '../../core/attempt.js';
import { patch } from '../../core/patch.js';
import { variables } from '../../core/storage.js';

/** Calls `watch` once with each prototype that variables have, and will have: each copy of the package has a class of its own. */
export function watchVariableClasses(watch: (prototype: object) => void): void {
  const watched = new WeakSet<object>();
  const watchClassOf = (variable: object): void => {
    const prototype = Reflect.getPrototypeOf(variable);
    if (prototype === null || watched.has(prototype)) return;
    watched.add(prototype);
    attempt(() => watch(prototype)); // one that is frozen stays as it is
  };
  for (const variable of variables.all()) watchClassOf(variable);
  patch(variables as object, 'add', (add) => {
    return function addAndWatch(this: object, ...args) {
      watchClassOf(args[0] as object);
      return Reflect.apply(add, this, args);
    };
  });
}
