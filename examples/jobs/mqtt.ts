// A message of MQTT 5 goes on with the id and the trace of who published it, in its user properties.
import { connectAsync } from 'mqtt';
import { logContext } from 'throughline';
import { runJob } from 'throughline/jobs';
import { inject } from 'throughline/propagation';

const log = (message: string): void => console.log(JSON.stringify({ message, ...logContext() }));

// Before version 5 messages have no properties.
const client = await connectAsync(process.env['MQTT_URL'] ?? 'mqtt://127.0.0.1:1883', { protocolVersion: 5 });
const topic = `example/${process.pid}`;
await client.subscribeAsync(topic);

const handled = new Promise<void>((resolve) => {
  client.on('message', (_topic, payload, packet) => {
    runJob({ name: 'orders', from: packet.properties?.userProperties }, () => {
      log(`handled ${payload.toString()}`);
      resolve();
    });
  });
});

await runJob({ name: 'sender' }, async () => {
  log('publishing');
  await client.publishAsync(topic, 'order-1', { properties: { userProperties: inject({}) } });
});
await handled;
await client.endAsync();
