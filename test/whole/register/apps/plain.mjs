import { EventEmitter } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import pino9 from 'pino9';

const log = pino();
const older = pino9({ name: 'older' }, pino9.transport({ target: 'pino/file', options: { destination: 1 } }));
const { log: print } = console;
const bus = new EventEmitter();
bus.on('order', (marker) => log.info({ deep: true }, `marker=${marker} by an emitter`));

async function charge(marker) {
  await sleep(Math.random() * 10);
  log.child({ module: 'charge' }).warn(`marker=${marker} charged`);
}

const server = createServer((request, response) => {
  const marker = request.url.split('/').pop();
  print('marker=%d arrived', marker);
  request.resume().on('end', async () => {
    console.error(`marker=${marker} read`);
    bus.emit('order', marker);
    older.info(`marker=${marker} by another copy of pino, in a thread`);
    await charge(marker);
    response.end('ok');
  });
  response.on('close', () => print(`marker=${marker} closed`));
});
server.listen(0, '127.0.0.1', () => console.log(`listening on ${server.address().port}`));
