import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';

import { auth } from './auth.js';
import { internal } from './internal.js';
import { orders } from './orders.js';

export const app = new Hono();

app.use(async (context, next) => {
  const started = performance.now();
  await next();
  const took = Math.round(performance.now() - started);
  console.info(
    `${context.req.method} ${context.req.path} ${context.req.query('ref')} ${context.res.status} ${took} ms`,
  );
});
app.route('/internal', internal);
app.use('/orders/*', auth);
app.route('/orders', orders);

app.onError((error, context) => {
  if (error instanceof HTTPException) {
    console.warn('refused', context.req.url, error.message, context.req.header('user-agent'));
    return context.json({ error: error.message }, error.status);
  }
  console.error('failed', context.req.url, error);
  return context.json({ error: 'internal error' }, 500);
});
