import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

import { ledger } from '../ledger.js';
import { log } from '../log.js';
import type { Handler } from './handler.js';

/** Takes in a body, chunk by chunk. Plain AsyncLocalStorage has lost the context when its `end` is emitted. */
export const upload: Handler = async (request, response, url) => {
  const digest = await store(request, url);
  log(`${url} has stored ${digest.slice(0, 8)}`);
  response.end(`${digest}\n`);
};

async function store(request: IncomingMessage, url: string): Promise<string> {
  const digest = await receive(request, url);
  await sleep(20);
  return digest;
}

function receive(request: IncomingMessage, url: string): Promise<string> {
  const hash = createHash('sha256');
  let size = 0;
  return new Promise((resolve, reject) => {
    request.on('data', (chunk: Buffer) => {
      hash.update(chunk);
      size += chunk.length;
    });
    request.on('end', () => {
      ledger.see('deep', url);
      log(`${url} has received ${size} bytes`);
      resolve(hash.digest('hex'));
    });
    request.on('error', reject);
  });
}
