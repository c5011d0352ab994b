import { setTimeout as sleep } from 'node:timers/promises';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { ContextVar, CTX_REQUEST_ID } from 'throughline';
import { throughline } from 'throughline/hono';

const USER = new ContextVar<string>('user', { default: 'nobody' });

const app = new Hono();
app.use(throughline());

async function greet(): Promise<string> {
  await sleep(10);
  return `hello ${USER.get()} (${CTX_REQUEST_ID.get()})\n`;
}

app.get('/:user', async (c) => {
  USER.set(c.req.param('user'));
  return c.text(await greet());
});

serve({ fetch: app.fetch, port: Number(process.env['PORT'] ?? 3000), hostname: '127.0.0.1' });
