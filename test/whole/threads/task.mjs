// What all threads here do: they say in whose context they work, from the start of it to the end.
import { setTimeout as sleep } from 'node:timers/promises';
import { ContextVar, CTX_REQUEST_ID, CTX_SPAN_ID, CTX_TRACE_ID } from 'throughline';
import { asBaggage } from 'throughline/propagation';
import { inContext } from 'throughline/worker-threads';

const TENANT = asBaggage(new ContextVar('tenant', { default: 'nobody' }));
const CART = asBaggage(new ContextVar('cart', { default: undefined }));

const work = inContext(async ({ n }) => {
  const start = CTX_REQUEST_ID.get();
  await sleep(Math.random() * 5);
  return {
    n,
    start,
    end: CTX_REQUEST_ID.get(),
    traceId: CTX_TRACE_ID.get(),
    spanId: CTX_SPAN_ID.get(),
    tenant: TENANT.get(),
    cart: CART.get(),
  };
});

export default work;
