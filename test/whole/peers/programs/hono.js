import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { contextStorage, tryGetContext } from 'hono/context-storage';
import { requestId } from 'hono/request-id';
import { port, watchAll } from './watch.js';

const readId = () => tryGetContext()?.var.requestId;

const app = new Hono();
app.use(contextStorage(), requestId());
app.all('*', async (c) => {
  await watchAll(c.env.incoming, c.env.outgoing, readId);
  return c.text('done\n');
});
serve({ fetch: app.fetch, port, hostname: '127.0.0.1' });
