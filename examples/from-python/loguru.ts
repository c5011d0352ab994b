import { pino } from 'pino';
import { ContextVar, gather, logged } from 'throughline';
import { mixin } from 'throughline/pino';

const log = pino({ mixin, base: null, timestamp: false });
const TASK = logged(new ContextVar<string>('task'));

async function work(): Promise<void> {
  await Promise.resolve();
  log.info('working');
}

await gather(
  () => TASK.run('first', work), // with logger.contextualize(task="first")
  () => TASK.run('second', work),
);
log.info('done');
