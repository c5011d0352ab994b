import { setTimeout as sleep } from 'node:timers/promises';
import { initTRPC } from '@trpc/server';
import { createHTTPServer } from '@trpc/server/adapters/standalone';

const t = initTRPC.create();
const hello = t.procedure.query(async () => {
  await sleep(10);
  console.log('hello');
  return 'hello';
});
createHTTPServer({ router: t.router({ hello }), createContext: () => ({}) }).listen(process.env.PORT);
