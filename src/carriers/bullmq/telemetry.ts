import { Context } from '../../core/context.js';
import { inject } from '../../propagation/inject.js';

/** Stands for the context that is current: BullMQ is told of no other but `NOWHERE`. */
const HERE = Symbol('here');

/** Stands for an empty context, in which loops run that live on. */
const NOWHERE = Symbol('nowhere');

type Place = typeof HERE | typeof NOWHERE;

const NO_SPAN = {
  setSpanOnContext: (place: Place): Place => place,
  setAttribute(): void {},
  setAttributes(): void {},
  addEvent(): void {},
  recordException(): void {},
  end(): void {},
};

/**
 * The option `telemetry` of a `Queue` or a `FlowProducer` of BullMQ: each job is sent with what `inject` writes: the request and
 * the trace in whose context it is added. `headersOf` reads it in the worker. Source: BullMQ, interface `Telemetry`.
 *
 *     const orders = new Queue('orders', { connection, telemetry });
 */
export const telemetry = {
  tracer: { startSpan: (): typeof NO_SPAN => NO_SPAN },
  contextManager: {
    active: (): Place => HERE,
    root: (): Place => NOWHERE,
    with<F extends () => unknown>(place: Place, fn: F): ReturnType<F> {
      return (place === NOWHERE ? new Context().run(fn) : fn()) as ReturnType<F>;
    },
    /** `''` where there is nothing to send: BullMQ keeps no empty text. */
    getMetadata(): string {
      const headers = JSON.stringify(inject({}));
      return headers === '{}' ? '' : headers;
    },
    fromMetadata: (place: Place): Place => place,
  },
} as const;
