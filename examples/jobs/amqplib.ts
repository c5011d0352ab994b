// A message of RabbitMQ goes on with the id and the trace of who published it.
import { connect, type ConsumeMessage } from 'amqplib';
import { logContext } from 'throughline';
import { runJob } from 'throughline/jobs';
import { inject } from 'throughline/propagation';

const log = (message: string): void => console.log(JSON.stringify({ message, ...logContext() }));

const connection = await connect(process.env['AMQP_URL'] ?? 'amqp://127.0.0.1:5672');
const channel = await connection.createChannel();
const { queue } = await channel.assertQueue('', { exclusive: true });
const handled: (() => void)[] = [];

await channel.consume(queue, (message) => {
  if (message === null) return; // the broker ended the subscription
  // Some clients send no headers at all: that is fine.
  void runJob({ name: 'orders', from: message.properties.headers }, () => handle(message));
});

async function handle(message: ConsumeMessage): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 5));
  log(`handled ${message.content.toString()}`);
  channel.ack(message);
  handled.shift()?.();
}

await runJob({ name: 'sender' }, async () => {
  log('publishing');
  channel.sendToQueue(queue, Buffer.from('order-1'), { headers: inject({}) });
  await new Promise<void>((resolve) => handled.push(resolve));
});
await connection.close();
