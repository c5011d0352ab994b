import type { Context } from '../core/context.js';
import { enter } from '../core/enter.js';

type Call = (...args: unknown[]) => unknown;
type Iterate = () => Partial<Record<'next' | 'return' | 'throw', Call>>;

interface Body {
  read?: unknown;
  readonly pipe?: unknown;
  readonly [Symbol.asyncIterator]?: unknown;
}

/**
 * Has what makes the body of a request run in `context`: undici asks for it when the connection is free, in the context of
 * whoever had it before. Leaves alone what runs no code of the application.
 */
export function bindBody(request: { body?: unknown }, context: Context): void {
  const body = request.body as Body | null | undefined;
  if (typeof body !== 'object' || body === null) return;
  const { read, [Symbol.asyncIterator]: iterate } = body;
  if (typeof read === 'function' && typeof body.pipe === 'function') body.read = bound(context, body, read as Call);
  else if (typeof iterate === 'function') request.body = iterable(context, () => Reflect.apply(iterate, body, []));
}

function iterable(context: Context, iterate: Iterate): object {
  return {
    [Symbol.asyncIterator]() {
      const iterator = enter(context, iterate);
      const methods = (['next', 'return', 'throw'] as const).map((name) => [name, iterator[name]] as const);
      return Object.fromEntries(
        methods.map(([name, method]) => [name, method && bound(context, iterator, method)] as const),
      );
    },
  };
}

function bound(context: Context, target: object, method: Call): Call {
  return (...args) => enter(context, () => Reflect.apply(method, target, args));
}
