import { isObject } from '../../../core/is-object.js';
import { asAsked, asHandedOn, type HandOn } from './asked-context.js';
import { routes } from '../../fields/fields-for.js';
import { patch } from '../../../core/patch.js';

type Dispatch = (options: unknown, handler: unknown) => unknown;
type Interceptor = (dispatch: Dispatch) => Dispatch;

/** One more interceptor around and below each: they get options that remember who asks, and hand them on in that context. */
export function composeAsking(prototype: object): (() => void)[] {
  if (!Reflect.has(prototype, 'compose')) return [];
  const replaced = patch(prototype, 'compose', (original) => {
    return function compose(...args) {
      const interceptors: unknown[] = Array.isArray(args[0]) ? args[0] : args;
      return Reflect.apply(original, this, [...interceptors.flatMap((interceptor) => [below, interceptor]), around]);
    };
  });
  return [replaced];
}

/** Dispatchers whose interceptors were looked at. */
const known = new WeakSet<object>();

/** The same below those that a dispatcher of undici 6 has got as an option: it puts them around itself at its first request. */
export function interceptAsking(prototype: object, dispatcher: object): void {
  const { get, set } = Object.getOwnPropertyDescriptor(prototype, 'interceptors') ?? {};
  if (get === undefined || set === undefined || known.has(dispatcher)) return;
  known.add(dispatcher);
  const interceptors: unknown = Reflect.apply(get, dispatcher, []);
  if (!Array.isArray(interceptors)) return;
  const asking = interceptors.map((interceptor: Interceptor) => (dispatch: Dispatch) => interceptor(below(dispatch)));
  Reflect.apply(set, dispatcher, [asking]);
}

const around = interceptorOf(asAsked);
const below = interceptorOf(asHandedOn);

/** Does nothing while there is no route: a composed dispatcher may outlive them. */
function interceptorOf(hand: HandOn): Interceptor {
  return (dispatch) => (options, handler) =>
    routes.size > 0 && isObject(handler)
      ? hand(options, handler, (given) => dispatch(given, handler))
      : dispatch(options, handler);
}
