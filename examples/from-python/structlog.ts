import { pino } from 'pino';
import { ContextVar, createTask, logged } from 'throughline';
import { mixin } from 'throughline/pino';

const log = pino({ mixin, base: null, timestamp: false });
const USER = logged(new ContextVar<string>('user'));
const STEP = logged(new ContextVar<number>('step'));

// A fresh task starts from nothing that another request bound: there is no clear_contextvars() to forget.
await createTask(() => {
  const token = USER.set('Ada'); // bind_contextvars(user="Ada")
  log.info('bound');
  STEP.run(1, () => log.info('in the block')); // with bound_contextvars(step=1)
  USER.reset(token); // reset_contextvars(**tokens)
  log.info('unbound');
});
