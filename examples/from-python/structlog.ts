import { pino } from 'pino';
import { ContextVar, createTask, logged } from 'throughline';
import { mixin } from 'throughline/pino';

const log = pino({ mixin, base: null, timestamp: false });
const USER = logged(new ContextVar<string>('user'));
const STEP = logged(new ContextVar<number>('step'));

// A new task has no values of another request, so you need no clear_contextvars().
await createTask(() => {
  const token = USER.set('Ada'); // bind_contextvars(user="Ada")
  log.info('bound');
  STEP.run(1, () => log.info('in the block')); // with bound_contextvars(step=1)
  USER.reset(token); // reset_contextvars(**tokens)
  log.info('unbound');
});
