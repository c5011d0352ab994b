import { setTimeout as sleep } from 'node:timers/promises';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { CTX_REQUEST_ID } from 'throughline';
import { throughline } from 'throughline/hono';

const app = new Hono();
app.use(throughline());

app.get('/', async (c) => {
  await sleep(10);
  console.log(`${CTX_REQUEST_ID.get()} hello`);
  return c.text('hello\n');
});

serve({ fetch: app.fetch, port: Number(process.env['PORT'] ?? 3000), hostname: '127.0.0.1' });
