import { Hono, type MiddlewareHandler } from 'hono';
import type { RequestIdVariables } from 'hono/request-id';
import { throughline } from 'throughline/hono';

const report: MiddlewareHandler = async (c, next) => {
  await next();
  console.log(`answered ${c.res.headers.get('x-request-id')}`);
};

const app = new Hono<{ Variables: RequestIdVariables }>();
app.use(throughline(), report);
app.get('/', (c) => c.text(`hello ${c.get('requestId')}`));

const response = await app.request('/', { headers: { 'x-request-id': 'request-1' } });
console.log(await response.text());
