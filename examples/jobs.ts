// A cron job, and a worker of a queue. Each line has the id of its run, or the id that came with the message.
import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { logContext } from 'throughline';
import { runJob } from 'throughline/jobs';
import { inject } from 'throughline/propagation';

const queue = new EventEmitter(); // stands for a broker

// The three lines.
const nightly = () => runJob({ name: 'nightly-report' }, report);
const onMessage = (message: Message) => runJob({ name: 'orders', from: message.headers }, () => handle(message));
const send = (order: string) => queue.emit('message', { order, headers: inject({}) } satisfies Message);

queue.on('message', onMessage);
await nightly(); // your cron library calls it: new Cron('0 3 * * *', nightly)

interface Message {
  readonly order: string;
  readonly headers: Record<string, string>;
}

async function report(): Promise<void> {
  log('report begun');
  await sleep(5);
  send('order-1');
  log('report done');
}

async function handle({ order }: Message): Promise<void> {
  await sleep(5);
  log(`${order} handled`);
}

function log(message: string): void {
  const { request_id: id, job } = logContext();
  console.log(`${id} ${job} ${message}`);
}
