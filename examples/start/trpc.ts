import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { initTRPC } from '@trpc/server';
import { createHTTPHandler } from '@trpc/server/adapters/standalone';
import { CTX_REQUEST_ID } from 'throughline';
import { traced } from 'throughline/node-http';

const t = initTRPC.create();

const router = t.router({
  hello: t.procedure.query(async () => {
    await sleep(10);
    console.log(`${CTX_REQUEST_ID.get()} hello`);
    return 'hello';
  }),
});

const handler = createHTTPHandler({ router, createContext: () => ({}) });
createServer(traced(handler)).listen(Number(process.env['PORT'] ?? 3000), '127.0.0.1');
