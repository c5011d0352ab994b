import { type Arrive, isArrival, TRACED } from './relay.js';

export type Emit = (this: unknown, ...event: [name: string | symbol, ...args: unknown[]]) => boolean;

/** The `emit` of servers, but `arrive` takes the events by which requests arrive. */
export function tracedEmit(emit: Emit, arrive: Arrive): Emit {
  return function (...event) {
    if (event[0] === TRACED) return true;
    if (!isArrival(event[0])) return Reflect.apply(emit, this, event);
    const result = arrive(event, () => Reflect.apply(emit, this, event));
    return typeof result === 'boolean' ? result : true; // a hook asks the listeners to wait
  };
}
