import { ConsoleLogger } from '@nestjs/common';
import { createTask, CTX_REQUEST_ID, TraceCtx } from 'throughline';

class NestLogger extends ConsoleLogger {
  protected override formatMessage(...args: Parameters<ConsoleLogger['formatMessage']>) {
    return `[${CTX_REQUEST_ID.get() || '-'}] ${super.formatMessage(...args)}`;
  }
}
const nest = new NestLogger({ colors: false }); // NestFactory.create(AppModule, { logger: nest })

nest.log('started');
await createTask(() => {
  TraceCtx.setId('request-1'); // the adapters do that for each request
  nest.log('card charged');
});
