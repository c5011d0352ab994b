// Code that waits for the end of its response, in each of the usual ways, and goes on: it is the end of the request, and not late.
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createServer as createHttp2Server } from 'node:http2';
import { finished as finishedBy, pipeline as pipelineBy } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { CTX_REQUEST_ID } from 'throughline';
import { traced } from 'throughline/node-http';
import { sendAll } from './send-all.js';
import { sendAll as sendAllByHttp2 } from './send-all-http2.js';

const seen = new Set();

function log(line) {
  console.log(CTX_REQUEST_ID.get(), line);
  seen.add(line);
}

const file = () => createReadStream(process.argv[1]);

async function send(response) {
  await pipeline(file(), response);
}

const ways = {
  'await pipeline': async (response) => {
    await pipeline(file(), response);
    log('await pipeline');
  },
  'await finished': async (response) => {
    file().pipe(response);
    await finished(response);
    log('await finished');
  },
  'a handle that is closed': async (response) => {
    const handle = await open(process.argv[1]);
    try {
      await pipeline(handle.createReadStream({ autoClose: false }), response);
    } finally {
      await handle.close();
      log('a handle that is closed');
    }
  },
  'a function that waits': async (response) => {
    await send(response);
    await sleep(20);
    log('a function that waits');
  },
  once: async (response) => {
    response.end('done');
    await once(response, 'close');
    await sleep(5);
    log('once');
  },
  'the callback of end': async (response) => {
    await new Promise((resolve) => void response.end('done', resolve));
    await sleep(5);
    log('the callback of end');
  },
  then: (response) => finished(response.end('done')).then(async () => (await sleep(5), log('then'))),
  'pipeline with a callback': (response) => pipelineBy(file(), response, () => log('pipeline with a callback')),
  'finished with a callback': (response) => finishedBy(file().pipe(response), () => log('finished with a callback')),
};

const names = Object.keys(ways);
const listener = traced((request, response) => ways[names[Number(request.url.slice(1)) % names.length]](response));

await sendAll(createServer(listener));
await sendAllByHttp2(createHttp2Server(listener));
while (seen.size < names.length) await sleep(5);
await sleep(50);
