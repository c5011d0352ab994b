// Each request belongs to a tenant. Queries and log lines read it from the context.
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { ContextVar, logContext, logged } from 'throughline';
import { traced } from 'throughline/node-http';

const TENANT = logged(new ContextVar<string>('tenant'));
const TENANTS = new Map([
  ['key-of-acme', 'acme'],
  ['key-of-globex', 'globex'],
]);

const log = (message: string): void => console.log(JSON.stringify({ message, ...logContext() }));

async function query(table: string): Promise<string> {
  const tenant = TENANT.get(); // throws if no tenant is set, before it asks the database
  await sleep(10); // your database
  log(`${table} read`);
  return `${table} of ${tenant}`;
}

const listener = traced(async (request, response) => {
  const tenant = TENANTS.get(String(request.headers['x-api-key']));
  if (tenant === undefined) return response.writeHead(401).end();
  TENANT.set(tenant);
  return response.end(await query('orders'));
});
createServer(listener).listen(Number(process.env['PORT'] ?? 3000), '127.0.0.1');
