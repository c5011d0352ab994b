import type { Context } from '../../../core/context.js';
import { enter } from '../../../core/enter.js';
import { patch } from '../../../core/patch.js';

type Call = (...args: unknown[]) => unknown;
type Iterated = Partial<Record<'next' | 'return' | 'throw', Call>>;

interface Body {
  readonly pipe?: unknown;
  readonly append?: unknown;
  readonly [Symbol.iterator]?: unknown;
  readonly [Symbol.asyncIterator]?: unknown;
}

/** What undici calls of a stream, itself or by a listener that it adds: each of them calls code of the application. */
const OF_A_STREAM = ['read', 'resume', 'pause', 'destroy'];

/**
 * Has what makes the body of a request run in `context`: undici asks for it when the connection is free, in the context of
 * whoever had it before. Leaves alone what runs no code of the application: bytes, and forms, which have `append`.
 */
export function bindBody(request: { body?: unknown }, context: Context): void {
  const body = request.body as Body | null | undefined;
  if (typeof body !== 'object' || body === null || ArrayBuffer.isView(body)) return;
  if (typeof body.pipe === 'function') bindStream(body as Record<string, unknown>, context);
  else if (typeof body.append !== 'function') request.body = iterable(context, body) ?? body;
}

function bindStream(stream: Record<string, unknown>, context: Context): void {
  for (const name of OF_A_STREAM) {
    if (typeof stream[name] === 'function')
      patch(stream as Record<string, Call>, name, (method) => bound(context, stream, method));
  }
}

/** `undefined` for what is no iterable. As a loop does, it prefers what is asynchronous. */
function iterable(context: Context, body: Body): object | undefined {
  const key = typeof body[Symbol.asyncIterator] === 'function' ? Symbol.asyncIterator : Symbol.iterator;
  const iterate = body[key];
  if (typeof iterate !== 'function') return undefined;
  return {
    [key]: () =>
      boundIterator(
        context,
        enter(context, () => Reflect.apply(iterate, body, []) as Iterated),
      ),
  };
}

function boundIterator(context: Context, iterator: Iterated): object {
  const methods = (['next', 'return', 'throw'] as const).map((name) => [name, iterator[name]] as const);
  return Object.fromEntries(
    methods.map(([name, method]) => [name, method && bound(context, iterator, method)] as const),
  );
}

function bound(context: Context, target: object, method: Call): Call {
  return (...args) => enter(context, () => Reflect.apply(method, target, args));
}
