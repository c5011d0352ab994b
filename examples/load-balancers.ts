// Takes the id that a load balancer of AWS or Google Cloud has given a request.
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { CTX_REQUEST_ID, type Scope } from 'throughline';
import { traced } from 'throughline/node-http';

/** AWS: `Root=1-5759e988-bd862e3fe1be46a994272793`, with `Self=…;` before it or `;Sampled=1` after it. */
function fromAws({ headers }: Scope): string | undefined {
  const [, time, random] = /\bRoot=1-([0-9a-f]{8})-([0-9a-f]{24})/.exec(headers.get('x-amzn-trace-id') ?? '') ?? [];
  return time && random && time + random;
}

/** Google Cloud: `105445aa7843bc8bf206b12000100000/1;o=1`. */
function fromGoogle({ headers }: Scope): string | undefined {
  return /^[0-9a-f]{32}(?=\/|$)/.exec(headers.get('x-cloud-trace-context') ?? '')?.[0];
}

const generate = (scope: Scope): string => fromAws(scope) ?? fromGoogle(scope) ?? randomUUID().replaceAll('-', '');

const listener = traced(
  async (_request, response) => {
    await sleep(10);
    console.log(`${CTX_REQUEST_ID.get()} hello`);
    response.end('hello\n');
  },
  { generate, requestHeader: false }, // a client cannot choose the id by x-request-id
);
createServer(listener).listen(Number(process.env['PORT'] ?? 3000), '127.0.0.1');
