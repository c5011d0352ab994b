import { setTimeout as sleep } from 'node:timers/promises';

import type { MiddlewareHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';

const clients = new Map([['secret-token', 'shop']]);

export const auth: MiddlewareHandler<{ Variables: { client: string } }> = async (context, next) => {
  const token = context.req.header('authorization')?.replace('Bearer ', '');
  await sleep(1);
  const client = token === undefined ? undefined : clients.get(token);
  if (client === undefined) throw new HTTPException(401, { message: 'token unknown' });
  console.debug('auth', { client, url: context.req.url });
  context.set('client', client);
  await next();
};
