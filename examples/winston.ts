import { createTask, TraceCtx } from 'throughline';
import { withLogContext } from 'throughline/winston';
import { createLogger, format, transports } from 'winston';

const log = withLogContext(
  createLogger({ format: format.json(), transports: [new transports.Stream({ stream: process.stdout })] }),
);

log.info('started');
await createTask(() => {
  TraceCtx.setId('request-1'); // the adapters do that for each request
  log.info('card charged', { amount: 7 });
});
