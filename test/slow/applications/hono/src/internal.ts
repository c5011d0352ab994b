import { Hono } from 'hono';

export const internal = new Hono().get('/rates/:reference', (context) => {
  const reference = context.req.param('reference');
  console.debug('internal: rates for', reference);
  return reference.endsWith('.r1') ? context.text('busy', 503) : context.json({ euro: 0.92 });
});
