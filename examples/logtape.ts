import { configure, getLogger, jsonLinesFormatter } from '@logtape/logtape';
import { createTask, TraceCtx } from 'throughline';
import { contextLocalStorage } from 'throughline/logtape';

await configure({
  sinks: { stdout: (record) => void process.stdout.write(jsonLinesFormatter(record)) },
  loggers: [
    { category: 'shop', sinks: ['stdout'], lowestLevel: 'info' },
    { category: ['logtape', 'meta'], sinks: [] },
  ],
  contextLocalStorage,
});

const log = getLogger('shop');
await createTask(() => {
  TraceCtx.setId('request-1'); // the adapters do that for each request
  log.info('card charged', { amount: 7 });
});
