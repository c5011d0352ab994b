// A message of Kafka goes on with the id and the trace of who sent it; a batch has a trace of its own, and links to each.
import { type EachBatchPayload, type EachMessagePayload, Kafka, type Producer } from 'kafkajs';
import { logContext } from 'throughline';
import { runJob } from 'throughline/jobs';
import { inject } from 'throughline/propagation';

const log = (message: string): void => console.log(JSON.stringify({ message, ...logContext() }));

export async function send(producer: Producer, value: string): Promise<void> {
  await producer.send({ topic: 'orders', messages: [{ value, headers: inject({}) }] });
}

export async function eachMessage({ topic, message }: EachMessagePayload): Promise<void> {
  await runJob({ name: topic, from: message.headers }, async () => log(`handled ${message.value?.toString()}`));
}

export async function eachBatch({ batch }: EachBatchPayload): Promise<void> {
  const links = batch.messages.map((message) => message.headers);
  await runJob({ name: batch.topic, links }, async () => log(`handled ${batch.messages.length}`));
}

const brokers = process.env['KAFKA_BROKERS']?.split(',');
if (brokers !== undefined) {
  const kafka = new Kafka({ brokers });
  const producer = kafka.producer();
  const consumer = kafka.consumer({ groupId: 'example' });
  await Promise.all([producer.connect(), consumer.connect()]);
  await consumer.subscribe({ topic: 'orders' });
  await consumer.run({ eachMessage });
  await runJob({ name: 'sender' }, () => send(producer, 'order-1'));
}
