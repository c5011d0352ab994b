// Jobs of BullMQ go on with the id and the trace of who adds them. A retry has an id of its own, and links to that trace.
import { type Job, Queue, Worker } from 'bullmq';
import { logContext } from 'throughline';
import { headersOf, telemetry } from 'throughline/bullmq';
import { runJob } from 'throughline/jobs';

const connection = { url: process.env['REDIS_URL'] ?? 'redis://127.0.0.1:6379' };
const log = (message: string): void => console.log(JSON.stringify({ message, ...logContext() }));

const orders = new Queue('example-orders', { connection, telemetry });
const worker = new Worker(
  'example-orders',
  (job: Job) => runJob({ name: job.name, from: headersOf(job), parent: parentOf(job) }, () => handle(job)),
  { connection },
);

// A repeated run and a retry are work of their own: they link to who added the job.
function parentOf(job: Job): 'continue' | 'link' {
  return job.attemptsMade > 0 || job.repeatJobKey !== undefined ? 'link' : 'continue';
}

async function handle(job: Job): Promise<void> {
  log(`attempt ${job.attemptsMade + 1}`);
  if (job.attemptsMade === 0) throw new Error('out of stock');
}

await runJob({ name: 'sender' }, async () => {
  log('adding');
  await orders.add('charge', { order: 1 }, { attempts: 2, backoff: 10, removeOnComplete: true });
});
await new Promise((resolve) => worker.once('completed', resolve));
await worker.close();
await orders.close();
