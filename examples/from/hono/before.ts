import { setTimeout as sleep } from 'node:timers/promises';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { contextStorage, getContext } from 'hono/context-storage';
import { requestId, type RequestIdVariables } from 'hono/request-id';

interface Env {
  Variables: RequestIdVariables & { user: string };
}

const app = new Hono<Env>();
app.use(contextStorage(), requestId());

async function greet(): Promise<string> {
  await sleep(10);
  const { user, requestId: id } = getContext<Env>().var;
  return `hello ${user} (${id})\n`;
}

app.get('/:user', async (c) => {
  c.set('user', c.req.param('user'));
  return c.text(await greet());
});

serve({ fetch: app.fetch, port: Number(process.env['PORT'] ?? 3000), hostname: '127.0.0.1' });
