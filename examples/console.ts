import { createTask, TraceCtx } from 'throughline';
import { installConsole } from 'throughline/console';

installConsole(); // or installConsole({ format: 'json' })

console.log('started');
await createTask(() => {
  TraceCtx.setId('request-1'); // the adapters do that for each request
  console.log('card charged: %o', { amount: 7 });
  console.log('a message\nof two lines');
});
