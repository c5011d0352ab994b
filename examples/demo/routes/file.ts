import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';

import { ledger } from '../ledger.js';
import { log } from '../log.js';
import type { Handler } from './handler.js';

const FILE = new URL(import.meta.url);

/** Counts the lines of this file, then sends it. */
export const file: Handler = async (_request, response, url) => {
  response.setHeader('content-length', await measure(url));
  await pipeline(createReadStream(FILE), response);
};

async function measure(url: string): Promise<number> {
  const { size } = await stat(FILE);
  const lines = await countLines(url);
  log(`${url} is ${lines} lines, ${size} bytes`);
  return size;
}

async function countLines(url: string): Promise<number> {
  let lines = 0;
  for await (const line of createInterface({ input: createReadStream(FILE) })) {
    if (line !== '') lines += 1;
  }
  ledger.see('deep', url);
  return lines;
}
