// Says in which trace it is: as register found it, or as its main function reads it.
import cluster from 'node:cluster';
import { ContextVar, CTX_REQUEST_ID, CTX_SPAN_ID, CTX_TRACE_ID, CTX_TRACESTATE } from 'throughline';
import { asBaggage, extract, fromEnv } from 'throughline/propagation';

const TENANT = asBaggage(new ContextVar('tenant', { default: 'nobody' }));

function main() {
  return {
    requestId: CTX_REQUEST_ID.get(),
    traceId: CTX_TRACE_ID.get(),
    spanId: CTX_SPAN_ID.get(),
    tracestate: CTX_TRACESTATE.get(),
    tenant: TENANT.get(),
  };
}

const seen = { registered: main(), extracted: extract(fromEnv()).run(main) };
if (process.send === undefined) console.log(JSON.stringify(seen));
else process.send(seen, () => (cluster.isWorker ? process.exit() : process.disconnect()));
