import { ok } from 'node:assert';

import { assign } from './assign.js';
import { Namespace as NamespaceImplementation } from './namespace.js';
import type { Namespace } from './types.js';

type Namespaces = Record<string, Namespace<any> | null | undefined>;

/** cls-hooked and its users find the namespaces here, and so do other copies of this package. */
const holder = process as unknown as { namespaces?: Namespaces };
let known = (holder.namespaces ??= {});

/** Makes a namespace, in place of one of the same name. Throws an `AssertionError` without a name. */
export function createNamespace<N = Record<string, any>>(name: string): Namespace<N> {
  ok(name, 'namespace must be given a name.');
  const namespace = new NamespaceImplementation(name) as unknown as Namespace<N>;
  assign(table(), name, namespace);
  return namespace;
}

/** The namespace of this name; `undefined` if there is none, and `null` if it was destroyed. */
export function getNamespace<N = Record<string, any>>(name: string): Namespace<N> | undefined {
  return own(table(), name) as Namespace<N> | undefined;
}

/** Takes a namespace out of `process.namespaces`. Throws an `AssertionError` if it is not there. */
export function destroyNamespace(name: string): void {
  const namespace = own(table(), name);
  ok(namespace, `can't delete nonexistent namespace! "${name}"`);
  ok(namespace.id, "don't assign to process.namespaces directly!");
  assign(table(), name, null);
}

/** Destroys all namespaces. Throws as `destroyNamespace` does, when one was destroyed before. */
export function reset(): void {
  for (const name of Object.keys(holder.namespaces ?? {})) destroyNamespace(name);
  known = emptyTable();
  holder.namespaces = known;
}

/** The table. When cls-hooked is loaded, it replaces the table by an empty one: then our namespaces are put into that. */
function table(): Namespaces {
  const { namespaces = (holder.namespaces = emptyTable()) } = holder;
  if (namespaces !== known) {
    for (const [name, namespace] of Object.entries(known)) {
      if (namespace instanceof NamespaceImplementation) namespaces[name] ??= namespace;
    }
    known = namespaces;
  }
  return namespaces;
}

/** The first table inherits from `Object.prototype`, as cls-hooked's, and `toString` is no namespace. */
function own(namespaces: Namespaces, name: string): Namespaces[string] {
  return Object.hasOwn(namespaces, name) ? namespaces[name] : undefined;
}

function emptyTable(): Namespaces {
  return Object.create(null) as Namespaces;
}
