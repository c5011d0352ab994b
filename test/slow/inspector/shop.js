// A small shop with something wrong in each route, for whoever looks for it in the inspector.
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

import { ContextVar, withSpan } from 'throughline';

const user = new ContextVar('user');

/** Works off for everybody what requests left with it: the context of each is lost. */
const waiting = [];
setInterval(() => {
  for (const [job, done] of waiting.splice(0)) done(job());
}, 20);
let go;
const later = (job) => new Promise((resolve) => waiting.push([job, resolve]));

const ROUTES = {
  '/health': () => ({ ok: true }),
  '/orders': async () => {
    user.set('ada');
    await later(() => console.log('orders of %s are counted', user.get('nobody')));
    const orders = [];
    for (let order = 1; order <= 12; order++) orders.push(await query('SELECT * FROM items WHERE order_id = $1', 4));
    console.log('%d orders read', orders.length);
    return orders;
  },
  '/report': async () => {
    user.set('grace');
    await query('SELECT sum(price) FROM items GROUP BY day', 300);
    setTimeout(() => console.log('report is mailed'), 60);
    return { days: 12 };
  },
  '/wait': () => later(() => new Promise((resolve) => (go = resolve))),
  '/go': () => go({ gone: true }),
  '/checkout': async () => {
    const customer = await query('SELECT * FROM customers', 5);
    return customer.payment.card;
  },
};

function query(text, took) {
  return withSpan(text.split(' WHERE')[0], { 'db.system.name': 'postgresql', 'db.query.text': text }, async () => {
    await sleep(took);
    return { text };
  });
}

const server = createServer(async (request, response) => {
  const path = new URL(request.url, 'http://localhost').pathname;
  const route = ROUTES[path];
  try {
    const body = await route?.();
    response.writeHead(route === undefined ? 404 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body ?? {}));
  } catch (error) {
    console.error(error);
    response.writeHead(500).end();
  }
});
server.listen(Number(process.env.PORT ?? 0), '127.0.0.1', () => console.log(`shop on ${server.address().port}`));
