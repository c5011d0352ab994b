import { attempt } from '../../core/attempt.js';
import type { Reentry } from '../../core/enter.js';
import { nodeBuiltin } from '../../core/runtime/node-builtin.js';

/**
 * A way back into the context that is current now; `undefined` where `enter` costs less. Since Node 24 the values of all
 * AsyncLocalStorages stand in one map. `run` copies that twice, and a resource keeps it. So whoever goes back this way finds the
 * values that other storages have now, too.
 */
export function reentry(): Reentry | undefined {
  return Resource === undefined ? undefined : new Resource('THROUGHLINE');
}

interface AsyncHooks {
  readonly AsyncResource: new (type: string) => Reentry;
  readonly AsyncLocalStorage: new () => {
    run<R>(store: string, fn: () => R): R;
    enterWith(store: string): void;
    getStore(): string | undefined;
    disable(): void;
  };
}

const Resource = resourceWithMap();

/** Bun and Deno say which Node they stand for. They keep the values in other ways. */
function resourceWithMap(): AsyncHooks['AsyncResource'] | undefined {
  const versions: Readonly<Record<string, string | undefined>> = globalThis.process?.versions ?? {};
  if (!(Number(versions['node']?.split('.')[0]) >= 24) || 'bun' in versions || 'deno' in versions) return undefined;
  const hooks = nodeBuiltin('node:async_hooks') as AsyncHooks | undefined;
  return hooks !== undefined && attempt(() => keepsMap(hooks)) === true ? hooks.AsyncResource : undefined;
}

/** Not with `--no-async-context-frame`: a resource then has what was entered last while it ran. Throws on Workers, which have no `enterWith`. */
function keepsMap({ AsyncLocalStorage, AsyncResource }: AsyncHooks): boolean {
  const storage = new AsyncLocalStorage();
  const way = storage.run('first', () => new AsyncResource('THROUGHLINE'));
  way.runInAsyncScope(() => storage.enterWith('second'));
  const kept = way.runInAsyncScope(() => storage.getStore());
  storage.disable();
  return kept === 'first';
}
