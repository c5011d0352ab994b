import { EventEmitter, once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

import { plugin } from './plugin.js';

/** A queue with one worker, which is started with the application. */
export default plugin(async (app) => {
  const log = app.log.child({ module: 'jobs' });
  const arrivals = new EventEmitter();
  const waiting = [];
  let closing = false;

  async function work() {
    for (;;) {
      const job = waiting.shift();
      if (job) await perform(job);
      else if (closing) return;
      else await once(arrivals, 'job');
    }
  }

  async function perform({ order }) {
    await sleep(1);
    log.info({ order }, 'invoice written');
  }

  app.decorate('enqueue', (job) => {
    waiting.push(job);
    arrivals.emit('job');
    log.debug({ order: job.order }, 'job queued');
  });

  const worker = work();
  app.addHook('onClose', async () => {
    closing = true;
    arrivals.emit('job');
    await worker;
    log.info('stopped');
  });
});
