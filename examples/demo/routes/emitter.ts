import { EventEmitter } from 'node:events';

import { bindEmitter } from 'throughline';

import { ledger } from '../ledger.js';
import { log } from '../log.js';
import type { Handler } from './handler.js';

/** One clock for all requests. It ticks outside of any; `bindEmitter` makes each listener run in its own. */
const clock = bindEmitter(new EventEmitter().setMaxListeners(0));
setInterval(() => clock.emit('tick'), 40).unref();

/** Waits for three ticks of the clock. */
export const emitter: Handler = async (_request, response, url) => {
  await hearTicks(3, url);
  log(`${url} has heard the clock`);
  response.end('tick\n');
};

async function hearTicks(count: number, url: string): Promise<void> {
  for (let heard = 0; heard < count; heard++) await nextTick(url);
}

function nextTick(url: string): Promise<void> {
  return new Promise((resolve) => {
    clock.once('tick', () => {
      ledger.see('deep', url);
      log(`${url} hears a tick`);
      resolve();
    });
  });
}
