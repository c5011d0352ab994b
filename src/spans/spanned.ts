import type { SpanAttributes } from './record/recorder.js';
import { withSpan } from './with-span.js';

type Method = (this: never, ...args: never[]) => unknown;

/** A method decorator, for standard decorators and for TypeScript's `experimentalDecorators`. */
export interface MethodDecorator {
  <M extends Method>(method: M, context: ClassMethodDecoratorContext): M;
  (target: object, name: string | symbol, descriptor: PropertyDescriptor): void;
}

/**
 * A decorator: runs each call of a method in `withSpan`, under the name of the method unless you give one.
 *
 *     class Orders {
 *       @spanned('load order') async find(id: string) { … }
 *     }
 */
export function spanned(name?: string, attributes: SpanAttributes = {}): MethodDecorator {
  return ((
    target: Method | object,
    context: ClassMethodDecoratorContext | string | symbol,
    descriptor?: PropertyDescriptor,
  ) => {
    if (descriptor === undefined)
      return within(name ?? nameOf((context as ClassMethodDecoratorContext).name), attributes, target as Method);
    descriptor.value = within(name ?? nameOf(context as string | symbol), attributes, descriptor.value as Method);
    return undefined;
  }) as MethodDecorator;
}

function nameOf(name: string | symbol): string {
  return typeof name === 'string' ? name : (name.description ?? 'method');
}

function within(name: string, attributes: SpanAttributes, method: Method): Method {
  function spannedMethod(this: unknown, ...args: unknown[]): unknown {
    return withSpan(name, attributes, () => Reflect.apply(method, this, args));
  }
  const { name: own, length } = method;
  return Object.defineProperties(spannedMethod, {
    name: { value: own, configurable: true },
    length: { value: length, configurable: true },
  });
}
