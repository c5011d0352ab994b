// Messages of NATS and of JetStream go on with the id and the trace of who published them.
import { AckPolicy, connect, headers } from 'nats';
import { logContext } from 'throughline';
import { runJob } from 'throughline/jobs';
import { inject } from 'throughline/propagation';

const log = (message: string): void => console.log(JSON.stringify({ message, ...logContext() }));

const connection = await connect({ servers: process.env['NATS_URL'] ?? 'nats://127.0.0.1:4222' });
const stream = `example-${process.pid}`;
const manager = await connection.jetstreamManager();
await manager.streams.add({ name: stream, subjects: [`${stream}.js`] });
await manager.consumers.add(stream, { durable_name: 'worker', ack_policy: AckPolicy.Explicit });
const consumer = await connection.jetstream().consumers.get(stream, 'worker');
const plain = connection.subscribe(`${stream}.plain`, { max: 1 });

await runJob({ name: 'sender' }, async () => {
  log('publishing');
  connection.publish(`${stream}.plain`, 'order-1', { headers: inject(headers()) });
  await connection.jetstream().publish(`${stream}.js`, 'order-2', { headers: inject(headers()) });
});

// A message that was published without headers has none: that is fine.
for await (const message of plain) {
  runJob({ name: 'orders', from: message.headers }, () => log(`handled ${message.string()}`));
}
for await (const message of await consumer.fetch({ max_messages: 1 })) {
  runJob({ name: 'orders', from: message.headers }, () => log(`handled ${message.string()}`));
  message.ack();
}
await manager.streams.delete(stream);
await connection.close();
