// Prisma, used rightly: by promises, in transactions, and several queries at once over a pool of two.
import { createServer } from 'node:http';
import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from '@prisma/client';
import { CTX_REQUEST_ID } from 'throughline';
import { traced } from 'throughline/node-http';
import { sendAll } from './send-all.js';

const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: process.env.DATABASE_URL, max: 2 }) });
await prisma.$executeRawUnsafe('create table if not exists doctor_orders (id serial primary key, path text not null)');

let wrong = 0;

/** Logs a line of a request, and counts it where it has another id. */
function log(request, line) {
  const id = CTX_REQUEST_ID.get();
  if (id !== request.id) wrong++;
  console.log(id, line);
}

const listener = traced(async (request, response) => {
  request.id = CTX_REQUEST_ID.get();
  const { id } = await prisma.order.create({ data: { path: request.url } });
  log(request, 'is ordered');
  await prisma.$transaction(async (transaction) => {
    await transaction.order.update({ where: { id }, data: { path: 'changed' } });
    log(request, 'is changed');
    await transaction.order.delete({ where: { id } });
  });
  await Promise.all(
    [prisma.order.count(), prisma.order.findFirst()].map((query) => query.then(() => log(request, 'is asked'))),
  );
  response.end('done');
});

await sendAll(createServer(listener));
await prisma.$executeRawUnsafe('drop table doctor_orders');
await prisma.$disconnect();
if (wrong > 0) throw new Error(`${wrong} lines have a wrong id`);
