import type { EventEmitter } from 'node:events';

type Emit = (this: unknown, ...event: never[]) => boolean;

/** Takes an event by which a request arrives; `deliver` calls the listeners of the server. */
export type Arrive = (event: unknown[], deliver: () => boolean) => unknown;

/** The events by which requests arrive. */
const ARRIVALS: readonly unknown[] = ['request', 'checkContinue', 'checkExpectation', 'connect', 'upgrade', 'stream'];

/** An event by which a server is asked whether it is traced: what traces it answers true. Nobody listens to it. */
export const TRACED: unique symbol = Symbol.for('throughline.server');

/** Whether it is the name of one of the events by which requests arrive. */
export function isArrival(name: unknown): boolean {
  return ARRIVALS.includes(name);
}

/**
 * What is to be `this` where `emit` is called for an arrival, if somebody has put that in place of Node's, as OpenTelemetry's instrumentation
 * does: then `arrive` is called inside of it, where its span is active. `undefined` for that of Node, and for one that does not hand on its
 * `this`.
 */
export function relayTo(server: EventEmitter, emit: Emit, arrive: Arrive): EventEmitter | undefined {
  const base = emitterUnder(server);
  if (base === undefined || emit === base.emit) return undefined;
  const relay = Object.create(server) as EventEmitter;
  Reflect.apply(base.constructor, relay, []); // listeners of its own
  for (const name of ARRIVALS as string[]) {
    base.on.call(relay, name, (...args: unknown[]) =>
      arrive([name, ...args], () => base.emit.call(server, name, ...args)),
    );
  }
  return isReached(relay, emit, base) ? relay : undefined;
}

/** The prototype of Node's emitters that a server inherits from. */
function emitterUnder(server: object): EventEmitter | undefined {
  let found: object | undefined;
  for (
    let holder = Object.getPrototypeOf(server) as object | null;
    holder;
    holder = Object.getPrototypeOf(holder) as object | null
  ) {
    if (Object.hasOwn(holder, 'emit')) found = holder;
  }
  return found as EventEmitter | undefined;
}

function isReached(relay: EventEmitter, emit: Emit, { on }: EventEmitter): boolean {
  let reached = false;
  on.call(relay, TRACED, () => (reached = true));
  try {
    Reflect.apply(emit, relay, [TRACED as never]);
  } catch {
    // one that takes only events it knows
  }
  return reached;
}
