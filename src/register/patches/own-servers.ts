import { patch } from '../../core/patch.js';
import { warn } from '../../core/throughline-warning.js';

/** The part of the objects `Bun` and `Deno` that is needed. */
interface OwnServers {
  serve(...args: unknown[]): unknown;
}

/**
 * Where a runtime has servers of its own, which nothing can trace from outside, the first one that is started says so.
 * On Bun, those of `node:http` are such servers, too.
 */
export function patchOwnServers(): void {
  const { Bun, Deno } = globalThis as { Bun?: OwnServers; Deno?: OwnServers };
  const runtime = Bun ?? Deno;
  if (typeof runtime?.serve !== 'function') return;
  patch(runtime, 'serve', (serve) => {
    return function serveAndWarn(this: unknown, ...args): unknown {
      warn('TL_WARN_NOT_TRACED', `It was started by ${starter(args)}.`);
      return Reflect.apply(serve, this, args);
    };
  });
}

/** Bun's `node:http` calls `Bun.serve` with a callback of its own. */
function starter([options]: readonly unknown[]): string {
  if (!('Bun' in globalThis)) return 'Deno.serve';
  return 'onNodeHTTPRequest' in Object(options) ? 'node:http' : 'Bun.serve';
}
