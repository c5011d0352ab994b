// A job of pg-boss goes on with the id and the trace of who sent it. It has no headers, so they go with the data.
import PgBoss from 'pg-boss';
import { logContext } from 'throughline';
import { runJob } from 'throughline/jobs';
import { inject } from 'throughline/propagation';

interface Order {
  readonly order: string;
  readonly headers?: Record<string, unknown>;
}

const log = (message: string): void => console.log(JSON.stringify({ message, ...logContext() }));

const connectionString = process.env['DATABASE_URL'] ?? 'postgres://postgres@127.0.0.1:5432/postgres';
const boss = new PgBoss({ connectionString, schema: 'throughline_example' });
boss.on('error', console.error);
await boss.start();
await boss.createQueue('orders');

const handled = new Promise<void>((resolve) => {
  void boss.work<Order>('orders', { pollingIntervalSeconds: 0.5 }, async ([job]) => {
    if (job === undefined) return;
    runJob({ name: job.name, from: job.data.headers }, () => log(`handled ${job.data.order}`));
    resolve();
  });
});

await runJob({ name: 'sender' }, async () => {
  log('sending');
  await boss.send('orders', { order: 'order-1', headers: inject({}) } satisfies Order);
});
await handled;
await boss.stop({ graceful: true });
